package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends replies that were not there when their commands ended. Thread-safe. */
public final class LateReplySender {

  private static final Logger log = LoggerFactory.getLogger(LateReplySender.class);

  private final RecordSender sender;

  /**
   * One that sends to the reply topics, and only to those.
   *
   * @param sender ready for the reply topics
   */
  public LateReplySender(RecordSender sender) {
    this.sender = sender;
  }

  /**
   * Sends one reply, whether or not its caller still waits. Never blocks.
   *
   * @return completes, on any thread, when the broker has acknowledged, and where the reply can
   *     never be sent, which is logged; fails where it may be sent later, or was without our
   *     knowing: a reply that arrives twice harms nobody
   */
  public Future<Void> send(Reply reply, ReplyTo.Kafka address) {
    if (!ReplyTopics.allows(address)) {
      return never(
          reply, new IllegalArgumentException("a topic or a lane that is not for replies"));
    }
    return sender
        .send(KafkaWireForm.write(reply, reply.payload(), address.topic(), address.lane()))
        .recover(
            failure -> isTooLarge(failure) ? never(reply, failure) : Future.failedFuture(failure));
  }

  private static boolean isTooLarge(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure.getCause() instanceof RecordTooLargeException;
  }

  private static Future<Void> never(Reply reply, Throwable failure) {
    CallLog.about(log.atError(), reply.trace(), reply.invocation())
        .setCause(failure)
        .log("command not answered");
    return Future.succeededFuture();
  }
}
