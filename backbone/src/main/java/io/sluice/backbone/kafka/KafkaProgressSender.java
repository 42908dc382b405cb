package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends workers' progress, and only to the reply topics. It is sent once: newer news make up for
 * what is lost. Thread-safe.
 */
public final class KafkaProgressSender {

  private static final Logger log = LoggerFactory.getLogger(KafkaProgressSender.class);

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final RecordSender sender;

  /**
   * One that never blocks.
   *
   * @param sender ready for the reply topics
   */
  public KafkaProgressSender(RecordSender sender) {
    this.sender = sender;
  }

  /**
   * Sends it where the command's reply goes. An address that replies may not go to is told of when
   * the reply is there; then nothing is sent.
   *
   * @return never fails; completes, on any thread, when the broker has acknowledged or it is lost
   */
  public Future<Void> send(Progress progress, ReplyTo.Kafka address) {
    if (!ReplyTopics.allows(address)) {
      return Future.succeededFuture();
    }
    return Future.succeededFuture(progress)
        .compose(
            one ->
                sender.send(
                    KafkaWireForm.write(one, one.payload(), address.topic(), address.lane())))
        .onSuccess(sent -> onSent())
        .onFailure(failure -> onLost(progress, failure))
        .otherwiseEmpty();
  }

  private void onSent() {
    failures
        .endedBySuccess()
        .ifPresent(
            lost -> log.atInfo().addKeyValue("lost", lost).log("progress is acknowledged again"));
  }

  private void onLost(Progress progress, Throwable failure) {
    if (failures.beginsWithFailure()) {
      CallLog.about(log.atWarn(), progress.trace(), progress.invocation())
          .addKeyValue("reason", failure.toString())
          .log("progress is lost");
    }
  }
}
