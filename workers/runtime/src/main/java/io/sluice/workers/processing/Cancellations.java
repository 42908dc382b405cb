package io.sluice.workers.processing;

import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Deadline;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * Which commands of one service nobody wants any more. Only a command's own id means it.
 * Thread-safe.
 *
 * <p>A cancellation may be here before its command, or for nothing where another node has the
 * command. It is remembered until the command expires, and of more than {@value #MOST_REMEMBERED}
 * the oldest is forgotten: then its command runs, as it would have without.
 */
final class Cancellations {

  static final int MOST_REMEMBERED = 10_000;
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final SequencedMap<UUID, Deadline> remembered = new LinkedHashMap<>();
  private final Map<UUID, Promise<Void>> running = new HashMap<>();
  private final InstantSource clock;
  private Instant swept = Instant.EPOCH;

  /** None is known yet. */
  Cancellations(InstantSource clock) {
    this.clock = clock;
  }

  /** The command is told where it runs, and does not start where it comes later. */
  void hear(Cancellation cancellation) {
    remember(cancellation).ifPresent(run -> run.tryComplete());
  }

  /** Whether the command must not start. */
  synchronized boolean isCancelled(UUID command) {
    return remembered.containsKey(command);
  }

  /**
   * A run of the command, which completes when it is cancelled. Of two runs at once the later is
   * told.
   */
  synchronized Promise<Void> begin(UUID command) {
    Promise<Void> run = Promise.promise();
    running.put(command, run);
    return run;
  }

  synchronized void end(UUID command, Promise<Void> run) {
    running.remove(command, run);
  }

  synchronized int size() {
    return remembered.size();
  }

  private synchronized Optional<Promise<Void>> remember(Cancellation cancellation) {
    if (!cancellation.expiry().isPast(clock)) {
      sweep();
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.pollFirstEntry();
      }
      remembered.put(cancellation.command(), cancellation.expiry());
    }
    return Optional.ofNullable(running.get(cancellation.command()));
  }

  private void sweep() {
    Instant now = clock.instant();
    if (!now.isBefore(swept.plus(SWEEP))) {
      swept = now;
      remembered.values().removeIf(expiry -> expiry.isPast(clock));
    }
  }
}
