package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes dead letters to the topic beside the one that they came from, and counts them. */
final class DeadLetters {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final Map<DeadLetterReason, LongAdder> counts = new EnumMap<>(DeadLetterReason.class);
  private final FailureSpell putAside = new FailureSpell(InstantSource.system());
  private final FailureSpell failed = new FailureSpell(InstantSource.system());
  private final RecordSender sender;

  DeadLetters(RecordSender sender) {
    this.sender = sender;
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /**
   * Writes one. What is too large for the topic goes without its value, because it would never go
   * otherwise.
   *
   * @return completes when the broker has acknowledged; fails when it has not, and then the letter
   *     may be there all the same
   */
  Future<Void> send(DeadLetter letter) {
    return Future.succeededFuture(letter)
        .compose(one -> sender.send(one.toRecord()))
        .recover(
            failure ->
                failure instanceof RecordTooLargeException
                        || failure.getCause() instanceof RecordTooLargeException
                    ? sender.send(letter.toRecordWithoutValue())
                    : Future.failedFuture(failure))
        .onSuccess(sent -> onSent(letter))
        .onFailure(failure -> onFailure(letter, failure));
  }

  /** How many have been acknowledged. */
  long count(DeadLetterReason reason) {
    return counter(reason).sum();
  }

  private LongAdder counter(DeadLetterReason reason) {
    return counts.getOrDefault(reason, new LongAdder());
  }

  /** Many come at once where a contract is ahead of its workers: a line for the first is enough. */
  private void onSent(DeadLetter letter) {
    counter(letter.reason()).increment();
    failed
        .endedBySuccess()
        .ifPresent(
            failures ->
                log.atInfo()
                    .addKeyValue("failures", failures)
                    .log("dead letters are written again"));
    var unused = putAside.endedBySuccess();
    if (putAside.beginsWithFailure()) {
      log.atError()
          .addKeyValue("topic", letter.record().topic())
          .addKeyValue("partition", letter.record().partition())
          .addKeyValue("offset", letter.record().offset())
          .addKeyValue("reason", letter.reason().label())
          .addKeyValue("detail", letter.detail())
          .log("records are put aside as dead letters");
    }
  }

  private void onFailure(DeadLetter letter, Throwable failure) {
    if (failed.beginsWithFailure()) {
      log.atError()
          .addKeyValue("topic", DeadLetterHeaders.topicOf(letter.record().topic()))
          .addKeyValue("reason", failure.toString())
          .log("dead letters cannot be written; their records wait");
    }
  }
}
