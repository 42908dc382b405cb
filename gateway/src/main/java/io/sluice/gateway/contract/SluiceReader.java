package io.sluice.gateway.contract;

import io.sluice.cluster.settings.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code x-sluice} of one operation. */
final class SluiceReader {
  private static final Set<String> LATER = Set.of("stream", "publish");
  private static final List<String> NOW =
      List.of(
          "service",
          "transport",
          "topic",
          "key",
          "timeout",
          "durable",
          "idempotency",
          "onDuplicate",
          "retry",
          "forward",
          "gzip",
          "scopes");
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
  private static final int LONGEST_SERVICE = 200;
  private static final Pattern TOPIC =
      Pattern.compile("(?!\\.{1,2}$)(?!sluice\\.)[a-zA-Z0-9._-]{1,245}");
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  private final Faults faults;

  SluiceReader(Faults faults) {
    this.faults = faults;
  }

  /** Empty if a fault was added. */
  Optional<SluiceBlock> read(Place block, String method, PathTemplate path, boolean takesBody) {
    if (!block.node().isObject()) {
      faults.add(block, "x-sluice: {service: …, transport: kafka | event-bus}");
      return Optional.empty();
    }
    boolean known = names(block);
    Optional<String> service = service(block.member("service"));
    Optional<Transport> transport = transport(block.member("transport"));
    Optional<KeyExpression> key = key(block.member("key"), path, takesBody);
    Optional<Duration> timeout = timeout(block.member("timeout"));
    Optional<Retry> retry = retry(block.member("retry"), method);
    Optional<Set<String>> forward = new ForwardReader(faults).read(block.member("forward"));
    Optional<Boolean> gzip = gzip(block.member("gzip"), takesBody);
    Optional<Durability> durability = new DurabilityReader(faults).read(block);
    Optional<Set<String>> scopes = new ScopesReader(faults).read(block.member("scopes"));
    boolean topicAllowed = topicAllowed(block);
    boolean whole =
        Stream.of(service, transport, key, timeout, retry, forward, gzip, durability, scopes)
            .allMatch(Optional::isPresent);
    if (!known || !topicAllowed || !whole) {
      return Optional.empty();
    }
    return Optional.of(
        new SluiceBlock(
            service.get(),
            transport.get(),
            topic(block, transport.get(), service.get()),
            key.get(),
            timeout.get(),
            retry.get(),
            forward.get(),
            gzip.get(),
            durability.get(),
            scopes.get()));
  }

  private static @Nullable String topic(Place block, Transport transport, String service) {
    return switch (transport) {
      case KAFKA -> block.node().path("topic").asText(service + ".commands");
      case EVENT_BUS -> null;
    };
  }

  private boolean names(Place block) {
    boolean known = true;
    for (Place member : block.members()) {
      if (!NOW.contains(member.name())) {
        String word = LATER.contains(member.name()) ? "not supported yet" : "unknown";
        String found = "the key " + Shown.of(member.name()) + ", " + word;
        faults.add(member, found, String.join(", ", NOW));
        known = false;
      }
    }
    return known;
  }

  private Optional<String> service(Place service) {
    String text = service.node().asText();
    if (service.node().isTextual()
        && text.length() <= LONGEST_SERVICE
        && SERVICE.matcher(text).matches()) {
      return Optional.of(text);
    }
    faults.add(service, "lower-case letters and digits in parts joined by . or -: shipping.order");
    return Optional.empty();
  }

  private Optional<Transport> transport(Place transport) {
    return switch (transport.node().asText()) {
      case "kafka" -> Optional.of(Transport.KAFKA);
      case "event-bus" -> Optional.of(Transport.EVENT_BUS);
      default -> {
        faults.add(transport, "kafka or event-bus");
        yield Optional.empty();
      }
    };
  }

  private boolean topicAllowed(Place block) {
    Place topic = block.member("topic");
    if (!topic.present()) {
      return true;
    }
    if (block.node().path("transport").asText().equals("event-bus")) {
      faults.add(topic, "no topic, because the transport is event-bus");
      return false;
    }
    if (topic.node().isTextual() && TOPIC.matcher(topic.node().textValue()).matches()) {
      return true;
    }
    faults.add(
        topic,
        "a name of 1 to 245 letters, digits, '.', '_' and '-', not . or .. and not sluice.…");
    return false;
  }

  private Optional<KeyExpression> key(Place key, PathTemplate path, boolean takesBody) {
    if (!key.present()) {
      return Optional.of(new KeyExpression.None());
    }
    Optional<KeyExpression> expression =
        key.node().isTextual() ? KeyText.parse(key.node().textValue()) : Optional.empty();
    boolean possible =
        expression.isPresent()
            && switch (expression.get()) {
              case KeyExpression.BodyPointer pointer -> takesBody;
              case KeyExpression.PathParameter(String name) -> path.parameters().contains(name);
              case KeyExpression.None none -> true;
              case KeyExpression.Invocation invocation -> true;
              case KeyExpression.Header header -> true;
            };
    if (!possible) {
      String parameters = String.join(", ", path.parameters());
      String here = "; path parameters here: " + (parameters.isEmpty() ? "none" : parameters);
      faults.add(key, KeyText.ALLOWED + here + (takesBody ? "" : "; no body here"));
    }
    return possible ? expression : Optional.empty();
  }

  /** Unless told, what HTTP calls idempotent may run again (RFC 9110 section 9.2.2). */
  private Optional<Retry> retry(Place retry, String method) {
    if (!retry.present()) {
      return Optional.of(IDEMPOTENT.contains(method) ? Retry.SAFE : Retry.NEVER);
    }
    return switch (retry.node().asText()) {
      case "safe" -> Optional.of(Retry.SAFE);
      case "never" -> Optional.of(Retry.NEVER);
      default -> {
        faults.add(retry, "safe or never");
        yield Optional.empty();
      }
    };
  }

  private Optional<Boolean> gzip(Place gzip, boolean takesBody) {
    if (!gzip.present()) {
      return Optional.of(false);
    }
    if (gzip.node().isBoolean() && (takesBody || !gzip.node().booleanValue())) {
      return Optional.of(gzip.node().booleanValue());
    }
    faults.add(
        gzip, "true or false: may the body come in gzip" + (takesBody ? "" : "; no body here"));
    return Optional.empty();
  }

  private Optional<Duration> timeout(Place timeout) {
    if (!timeout.present()) {
      return Optional.of(DEFAULT_TIMEOUT);
    }
    try {
      Duration value =
          DurationText.parse(timeout.node().isTextual() ? timeout.node().textValue() : "");
      if (value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0) {
        return Optional.of(value);
      }
    } catch (IllegalArgumentException e) {
      // The one fault below serves the form and the range.
    }
    faults.add(timeout, DurationText.ALLOWED + "; from 1ms to 10m");
    return Optional.empty();
  }
}
