package io.sluice.gateway;

import io.sluice.backbone.deadletter.DeadLetterQueue;
import io.sluice.backbone.deadletter.DeadLetterQueue.Listing;
import io.sluice.backbone.deadletter.Letter;
import io.sluice.backbone.deadletter.LetterId;
import io.sluice.cluster.node.Blocking;
import io.sluice.cluster.node.KafkaKeys;
import io.sluice.cluster.node.NodeLogging;
import io.sluice.cluster.node.NodeProcess;
import io.sluice.cluster.node.StartFailure;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.SettingsException;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.deadletter.LetterJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sluice dead-letters}: what was put aside, by a gateway's own settings. It talks to Kafka
 * alone, so that it works also where no node runs. Exit codes: 0 done, 1 not done, 2 a setting or
 * argument is wrong.
 */
@Command(name = "sluice dead-letters")
public final class DeadLettersMain {

  /** Redriving a full list takes longer than any other. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private static final String ROW = "%-10s %-24s %-18s %-20s %-24s %8s  %s";

  private final PrintStream out;
  private final PrintStream err;

  private DeadLettersMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    NodeLogging.configure();
    System.exit(new CommandLine(new DeadLettersMain(System.out, System.err)).execute(args));
  }

  /** Where the letters are. */
  static final class Place {

    @Option(
        names = "--config",
        required = true,
        paramLabel = "FILE",
        description = "A gateway's settings.")
    private @Nullable Path config;

    @Option(
        names = "--topic",
        paramLabel = "TOPIC",
        description = "Of the commands; may be left out where the contract has one only.")
    private @Nullable String topic;
  }

  /** One letter or all. */
  static final class Which {

    @Parameters(paramLabel = "ID", description = "As list shows it: 3-17.")
    private @Nullable String id;

    @Option(names = "--all", description = "All open ones of the topic.")
    private boolean all;

    private Optional<LetterId> letter() {
      return all ? Optional.empty() : Optional.ofNullable(id).map(LetterId::parse);
    }
  }

  @Command(name = "list", description = "Tell the open ones.")
  int list(
      @Mixin Place place,
      @Option(names = "--limit", defaultValue = "100", paramLabel = "N") int limit) {
    return run(place, queue -> queue.list().onSuccess(listing -> print(listing, limit)));
  }

  @Command(name = "show", description = "Show one whole, with its data, as JSON.")
  int show(@Mixin Place place, @Parameters(paramLabel = "ID") String id) {
    return run(
        place,
        queue ->
            queue
                .open(LetterId.parse(id))
                .onSuccess(letter -> out.println(LetterJson.of(letter).encodePrettily())));
  }

  @Command(name = "redrive", description = "Send one or all to where they came from, once more.")
  int redrive(@Mixin Place place, @ArgGroup(multiplicity = "1") Which which) {
    return run(place, queue -> told("redriven", which, queue::redrive, queue::redriveAll));
  }

  @Command(name = "discard", description = "Lay one or all aside for good.")
  int discard(@Mixin Place place, @ArgGroup(multiplicity = "1") Which which) {
    return run(place, queue -> told("discarded", which, queue::discard, queue::discardAll));
  }

  private Future<Integer> told(
      String done,
      Which which,
      Function<LetterId, Future<Void>> one,
      Supplier<Future<Integer>> all) {
    return which
        .letter()
        .map(id -> one.apply(id).map(1))
        .orElseGet(all)
        .onSuccess(count -> out.println(done + ": " + count));
  }

  private int run(Place place, Function<DeadLetterQueue, Future<?>> action) {
    Vertx vertx = Vertx.vertx();
    try {
      var unused = Blocking.await(action.apply(queue(vertx, place)), LIMIT);
      return 0;
    } catch (SettingsException e) {
      e.faults().forEach(fault -> err.println("sluice: " + fault));
      return 2;
    } catch (IllegalArgumentException | NoSuchElementException e) {
      err.println("sluice: " + e.getMessage());
      return 2;
    } catch (Exception e) {
      StartFailure.reason(e).lines().forEach(line -> err.println("sluice: " + line));
      return 1;
    } finally {
      close(vertx);
    }
  }

  private void close(Vertx vertx) {
    try {
      var unused = Blocking.await(vertx.close(), CLOSE_LIMIT);
    } catch (Exception e) {
      err.println("sluice: " + e.getMessage());
    }
  }

  private static DeadLetterQueue queue(Vertx vertx, Place place) throws Exception {
    var gateway = new GatewayMain();
    Settings settings =
        Settings.read(
            Objects.requireNonNull(place.config), System.getenv(), NodeProcess.keys(gateway));
    settings.require(List.of(gateway::check, KafkaKeys::require));
    var config = GatewayConfig.from(settings);
    var contract = Contract.load(config.contract());
    List<String> known = TopicsConfig.from(settings).withDeadLetters(contract);
    return new DeadLetterQueue(
        vertx,
        Objects.requireNonNull(config.kafka()),
        chosen(place.topic, known),
        InstantSource.system());
  }

  private static String chosen(@Nullable String asked, List<String> known) {
    if (asked == null && known.size() == 1) {
      return known.getFirst();
    }
    if (asked == null || !known.contains(asked)) {
      throw new IllegalArgumentException(
          "--topic is %s; allowed: one of the contract's, %s"
              .formatted(
                  asked == null ? "missing" : "\"" + asked + "\"", String.join(", ", known)));
    }
    return asked;
  }

  private void print(Listing listing, int limit) {
    out.println(ROW.formatted("ID", "PUT ASIDE", "REASON", "TYPE", "KEY", "ATTEMPTS", "DETAIL"));
    listing.letters().stream().limit(limit).map(DeadLettersMain::row).forEach(out::println);
    int open = listing.letters().size();
    out.printf(
        "%s%d open%s%n",
        listing.isAll() ? "" : "more than ",
        open,
        open > limit ? ", the first " + limit + " shown" : "");
  }

  private static String row(Letter letter) {
    return ROW.formatted(
        letter.id(),
        letter.putAside(),
        printable(letter.reason()),
        printable(letter.type()),
        printable(letter.key()),
        letter.attempts().map(String::valueOf).orElse("-"),
        printable(letter.detail()));
  }

  /** A client chose it, and a terminal obeys some characters. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
