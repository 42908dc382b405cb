package io.sluice.gateway.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the answers that one operation declares. */
final class ResponseReader {
  private static final Pattern STATUS = Pattern.compile("[1-5]([0-9]{2}|XX)|default");
  private static final Pattern SUCCESS = Pattern.compile("2([0-9]{2}|XX)");
  private static final String RANGE = "2XX";
  private static final String OK = "200";
  private static final String ACCEPTED = "202";

  /** HTTP's framing and the connection's own headers: never a worker's to set. */
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** What the gateway says of a call, whoever documents it: never a worker's to set either. */
  private static final Set<String> THE_GATEWAYS =
      Set.of(
          "content-type",
          "idempotent-replayed",
          "preference-applied",
          "server-timing",
          "sluice-contract",
          "sluice-invocation",
          "traceparent",
          "tracestate");

  private static final String JSON = "application/json";

  private final Refs refs;
  private final Schemas schemas;
  private final Faults faults;

  ResponseReader(Refs refs, Schemas schemas, Faults faults) {
    this.refs = refs;
    this.schemas = schemas;
    this.faults = faults;
  }

  Responses read(Place operation) {
    Map<String, Set<String>> headers = new HashMap<>();
    Set<String> types = new LinkedHashSet<>(List.of(JSON));
    List<String> successes = new ArrayList<>();
    Place responses = operation.member("responses");
    if (responses.present() && !responses.node().isObject()) {
      faults.add(responses, "answers by their status: {'200': …}");
    }
    for (Place status : responses.members()) {
      String name = status.name();
      if (name.startsWith("x-")) {
        continue;
      }
      if (!STATUS.matcher(name).matches()) {
        faults.add(status, "the status " + Shown.of(name), "201, 2XX or default");
      }
      if (SUCCESS.matcher(name).matches()) {
        successes.add(name);
      }
      refs.end(status)
          .ifPresent(
              response -> {
                headers.put(name, headers(response));
                types.addAll(types(response));
              });
    }
    int success = Integer.parseInt(success(successes));
    boolean accepted = successes.contains(ACCEPTED);
    return new Responses(success, accepted, Map.copyOf(headers), List.copyOf(types));
  }

  /** 202 says that there is no result yet; so it is one only where there is no other word. */
  private static String success(List<String> listed) {
    return listed.stream()
        .filter(name -> !name.equals(ACCEPTED) && !name.equals(RANGE))
        .findFirst()
        .orElse(listed.isEmpty() || listed.contains(RANGE) ? OK : ACCEPTED);
  }

  /** A 202 is either the gateway's, for what goes on, or the worker's own only success. */
  void checkAccepted(Place operation, Responses read, boolean durable) {
    boolean alone = read.success() == Integer.parseInt(ACCEPTED);
    Place place = operation.member("responses").member(ACCEPTED);
    if (read.accepted() && durable && alone) {
      faults.add(
          place,
          "202 alone, which says that the call goes on",
          "202 beside the success of a call that has ended, such as 200 or 2XX");
    } else if (read.accepted() && !durable && !alone) {
      faults.add(
          place,
          "202 beside another success, without durable: true",
          "202 in a durable operation, or as the only success");
    }
  }

  private List<String> types(Place response) {
    return response.member("content").members().stream()
        .map(media -> media.name().toLowerCase(Locale.ROOT).split(";", -1)[0].strip())
        .toList();
  }

  private Set<String> headers(Place response) {
    for (Place media : response.member("content").members()) {
      if (media.member("schema").present()) {
        schemas.check(media.member("schema"));
      }
    }
    Set<String> names = new TreeSet<>();
    for (Place header : response.member("headers").members()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (OURS.contains(name)) {
        faults.add(header, "the header " + Shown.of(name), "headers of the answer's content");
      } else if (!THE_GATEWAYS.contains(name)) {
        names.add(name);
      }
      refs.end(header)
          .map(end -> end.member("schema"))
          .filter(Place::present)
          .ifPresent(schemas::check);
    }
    return Set.copyOf(names);
  }
}
