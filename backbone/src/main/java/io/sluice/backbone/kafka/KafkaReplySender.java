package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a worker's replies, and only to the reply topics. */
final class KafkaReplySender {

  private static final Logger log = LoggerFactory.getLogger(KafkaReplySender.class);

  private final FailureSpell unacknowledged = new FailureSpell(InstantSource.system());
  private final RecordSender sender;

  KafkaReplySender(RecordSender sender) {
    this.sender = sender;
  }

  /**
   * Sends the reply where the command asked for it.
   *
   * @param to null where no reply is wanted
   * @return completes when the broker has acknowledged, or will not: then it is counted and its
   *     caller meets the deadline; fails where the address is not allowed
   */
  Future<Void> send(Reply reply, @Nullable ReplyTo to) {
    return switch (to) {
      case null -> Future.succeededFuture();
      case ReplyTo.Bus bus ->
          Future.failedFuture(new IllegalArgumentException("a reply address that is not Kafka's"));
      case ReplyTo.Kafka kafka when !ReplyTopics.allows(kafka) ->
          Future.failedFuture(
              new IllegalArgumentException("a topic or a lane that is not for replies"));
      case ReplyTo.Kafka kafka ->
          sender
              .send(KafkaWireForm.write(reply, reply.payload(), kafka.topic(), kafka.lane()))
              .onSuccess(sent -> onSent())
              .otherwise(failure -> onFailure(reply, failure));
    };
  }

  /**
   * Answers a command.
   *
   * @return never fails; ends when the reply is acknowledged, and one that cannot be sent is the
   *     caller's timeout
   */
  Future<Void> answer(Command command, Reply reply) {
    return Future.succeededFuture(reply)
        .compose(one -> send(one, command.replyTo()))
        .otherwise(
            failure -> {
              CallLog.about(log.atError(), command).setCause(failure).log("command not answered");
              return null;
            });
  }

  /** How many replies Kafka has not acknowledged. */
  long unacknowledged() {
    return unacknowledged.failures();
  }

  private void onSent() {
    unacknowledged
        .endedBySuccess()
        .ifPresent(
            replies ->
                log.atInfo()
                    .addKeyValue("unacknowledged", replies)
                    .log("replies are acknowledged again"));
  }

  private @Nullable Void onFailure(Reply reply, Throwable failure) {
    if (unacknowledged.beginsWithFailure()) {
      CallLog.about(log.atWarn(), reply.trace(), reply.invocation())
          .addKeyValue("reason", failure.toString())
          .log("replies may not have been sent; their callers wait on");
    }
    return null;
  }
}
