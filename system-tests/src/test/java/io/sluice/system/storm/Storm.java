package io.sluice.system.storm;

import io.sluice.system.Eventually;
import java.time.Duration;
import java.time.Instant;

/** One storm, from the first command to the counts. */
final class Storm {

  /** The replies' partition: nobody else has it. */
  private static final int LANE = 63;

  private static final Duration LEAST = Duration.ofMinutes(3);
  private static final int SLOWEST_PER_SECOND = 50;
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final int commands;
  private final Duration between;
  private final long seed;

  /**
   * A storm to come.
   *
   * @param between one trouble and the next
   * @param seed of what goes wrong when
   */
  Storm(int commands, Duration between, long seed) {
    this.commands = commands;
    this.between = between;
    this.seed = seed;
  }

  Counts run() throws Exception {
    try (var parts = new StormParts()) {
      parts.startWorkers();
      Instant begin = Instant.now();
      var sent = new SentCommands(parts.bootstrapServers(), LANE, seed);
      var troubles = new Troubles(parts, commands, between, seed);
      troubles.begin();
      try {
        sent.send(commands);
        awaitEffects(parts);
      } finally {
        troubles.end();
      }
      settle(parts);
      var table = parts.table();
      var replies = parts.topics().replies(LANE);
      return new Counts(
          commands,
          sent.duplicates(),
          troubles.kills(),
          troubles.crashes(),
          troubles.cuts(),
          table.effects(),
          commands - table.distinct(),
          table.disordered(),
          commands - replies.commands(),
          replies.others(),
          table.unpublished(),
          parts.topics().gapsInStream(StormParts.PARTITIONS),
          Duration.between(begin, Instant.now()));
    }
  }

  private void awaitEffects(StormParts parts) throws Exception {
    Duration limit = LEAST.plusSeconds(commands / SLOWEST_PER_SECOND);
    Eventually.holds(
        commands + " effects",
        limit,
        () -> parts.table().effectsUnlessAway().orElse(0) >= commands);
  }

  /** Without troubles all is soon published and answered; what is not is in the counts. */
  private void settle(StormParts parts) throws Exception {
    try {
      Eventually.holds(
          "all is published and answered",
          QUIET,
          () ->
              parts.table().unpublished() == 0
                  && parts.topics().replies(LANE).commands() >= commands);
    } catch (AssertionError left) {
      System.out.println("left: " + left.getMessage());
    }
  }
}
