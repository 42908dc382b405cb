package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Writes a delivery's dead letter: again and again for as long as the partition is ours, with
 * pauses that grow to 10 s. Its record stays unfinished meanwhile; the next consumer finds it
 * again.
 */
final class DeadLetterWriter {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Starts starts;
  private final DeadLetters deadLetters;

  DeadLetterWriter(Starts starts, DeadLetters deadLetters) {
    this.starts = starts;
    this.deadLetters = deadLetters;
  }

  /** Whether it is written; never fails. Where it is not, the partition has gone. */
  Future<Boolean> write(Delivery<?> delivery, DeadLetter letter) {
    Promise<Boolean> written = Promise.promise();
    attempt(delivery, letter, FIRST_PAUSE, written);
    return written.future();
  }

  private void attempt(
      Delivery<?> delivery, DeadLetter letter, Duration pause, Promise<Boolean> written) {
    deadLetters
        .send(letter)
        .onSuccess(sent -> written.complete(true))
        .onFailure(
            failure ->
                starts
                    .startAgain(delivery, pause)
                    .onSuccess(
                        started -> {
                          if (started) {
                            attempt(delivery, letter, longer(pause), written);
                          } else {
                            written.complete(false);
                          }
                        }));
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }
}
