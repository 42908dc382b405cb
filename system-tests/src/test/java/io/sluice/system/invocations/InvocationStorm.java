package io.sluice.system.invocations;

import io.sluice.system.Eventually;
import io.sluice.system.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** One storm, from the first call to the counts. */
final class InvocationStorm {

  private static final int UNDER_WAY = 64;
  private static final Duration LEAST = Duration.ofMinutes(3);
  private static final int SLOWEST_PER_SECOND = 50;

  private final Together together = new Together(UNDER_WAY);
  private final List<KeyedCall> calls;
  private final int between;
  private final long seed;

  /**
   * A storm to come.
   *
   * @param between how many calls are taken between one kill and the next
   * @param seed of what is killed when, and of what is done with which key
   */
  InvocationStorm(int calls, int between, long seed) {
    this.calls = IntStream.range(0, calls).mapToObj(number -> new KeyedCall(number, seed)).toList();
    this.between = between;
    this.seed = seed;
  }

  Counts run() throws Exception {
    try (var nodes = KilledNodes.start();
        var client = new Client(nodes.gatewayUrls(), 2 * UNDER_WAY)) {
      Instant begin = Instant.now();
      var supervisor = new Supervisor(nodes);
      try {
        var kills = new Kills(nodes, between, seed);
        call(client, kills);
        tell("all was called for", begin);
        nodes.awaitReady();
        tell("all processes are up", begin);
        awaitEffects(nodes);
        tell("all took effect", begin);
        var aftermath = new Aftermath(client);
        together.forEach(calls, aftermath::take);
        tell("all was asked for", begin);
        return Counts.of(calls, client.tally(), aftermath, kills, nodes, begin);
      } finally {
        supervisor.end();
        nodes.keepLogs(logs());
      }
    }
  }

  /** Where the processes' own words are when it is over. */
  static Path logs() {
    return Repository.root().resolve("system-tests/target/invocations");
  }

  private void call(Client client, Kills kills) throws InterruptedException {
    var callers = new Callers(client);
    together.forEach(
        calls,
        call -> {
          callers.take(call);
          kills.taken();
        });
  }

  /** What does not come is in the counts. */
  private void awaitEffects(KilledNodes nodes) throws Exception {
    Duration limit = LEAST.plusSeconds(calls.size() / SLOWEST_PER_SECOND);
    try {
      Eventually.holds(
          calls.size() + " effects",
          limit,
          () -> nodes.table().effectsUnlessAway().orElse(0) >= calls.size());
    } catch (AssertionError late) {
      System.out.println(late.getMessage());
    }
  }

  private static void tell(String what, Instant begin) {
    System.out.println(
        what + " after " + Duration.between(begin, Instant.now()).toSeconds() + " s");
  }
}
