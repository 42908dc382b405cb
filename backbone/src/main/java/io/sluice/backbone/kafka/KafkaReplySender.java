package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.dispatch.NotSentException;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Ended;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a worker's replies, and only to the reply topics.
 *
 * <p>What could not be sent is tried again, with pauses that grow to a second, for as long as its
 * caller may wait: a producer that has lost its broker knows no topics for a moment after. A reply
 * that arrives twice harms nobody.
 */
final class KafkaReplySender {

  private static final Logger log = LoggerFactory.getLogger(KafkaReplySender.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final FailureSpell unacknowledged = new FailureSpell(InstantSource.system());
  private final Vertx vertx;
  private final RecordSender sender;

  KafkaReplySender(Vertx vertx, RecordSender sender) {
    this.vertx = vertx;
    this.sender = sender;
  }

  /**
   * Sends the reply where the command asked for it.
   *
   * @param partition the command's: while it is ours we answer, and after that the next consumer
   * @return never fails; ends when the reply is acknowledged or given up: then it is counted, and
   *     its caller meets the deadline
   */
  Future<Void> answer(Command command, Reply reply, PartitionWork partition) {
    try {
      return send(command, reply, partition);
    } catch (Throwable e) {
      // Whatever is wrong with a reply, its command is done.
      return unanswered(command, e);
    }
  }

  /** The same for a command that is put aside then: the reply says so. */
  Future<Void> answerAside(Command command, Reply reply, PartitionWork partition) {
    return answer(command, reply.asEnded(Ended.DEAD_LETTERED), partition);
  }

  /** How many replies Kafka has not acknowledged. */
  long unacknowledged() {
    return unacknowledged.failures();
  }

  private Future<Void> send(Command command, Reply reply, PartitionWork partition) {
    return switch (command.replyTo()) {
      case null -> Future.succeededFuture();
      case ReplyTo.Bus bus ->
          unanswered(command, new IllegalArgumentException("a reply address that is not Kafka's"));
      case ReplyTo.Kafka kafka when !ReplyTopics.allows(kafka) ->
          unanswered(
              command, new IllegalArgumentException("a topic or a lane that is not for replies"));
      case ReplyTo.Kafka kafka -> {
        var record = KafkaWireForm.write(reply, reply.payload(), kafka.topic(), kafka.lane());
        yield new Sending(record, command, reply, partition).run(FIRST_PAUSE);
      }
    };
  }

  private static Future<Void> unanswered(Command command, Throwable failure) {
    CallLog.about(log.atError(), command).setCause(failure).log("command not answered");
    return Future.succeededFuture();
  }

  /** One reply's tries. */
  private final class Sending {

    private final ProducerRecord<byte[], byte[]> record;
    private final Command command;
    private final Reply reply;
    private final PartitionWork partition;

    private Sending(
        ProducerRecord<byte[], byte[]> record,
        Command command,
        Reply reply,
        PartitionWork partition) {
      this.record = record;
      this.command = command;
      this.reply = reply;
      this.partition = partition;
    }

    Future<Void> run(Duration pause) {
      return sender
          .send(record)
          .transform(sent -> sent.succeeded() ? acknowledged() : again(pause, sent.cause()));
    }

    private Future<Void> again(Duration pause, Throwable failure) {
      boolean isWorthIt =
          mayPass(failure)
              && !partition.isRevoked()
              && !command.expiry().isPast(InstantSource.system());
      if (!isWorthIt) {
        return givenUp(reply, failure);
      }
      if (failures.beginsWithFailure()) {
        log.atWarn().addKeyValue("reason", failure.toString()).log("replies cannot be sent yet");
      }
      return vertx
          .timer(pause.toMillis(), TimeUnit.MILLISECONDS)
          .compose(fired -> run(longer(pause)))
          .recover(unforeseen -> unanswered(command, unforeseen));
    }
  }

  /** Not what is wrong with the record or with our rights. */
  private static boolean mayPass(Throwable failure) {
    Throwable told = failure instanceof NotSentException ? failure.getCause() : failure;
    return told == null || told instanceof RetriableException;
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private Future<Void> acknowledged() {
    var unused = failures.endedBySuccess();
    unacknowledged
        .endedBySuccess()
        .ifPresent(
            replies ->
                log.atInfo()
                    .addKeyValue("unacknowledged", replies)
                    .log("replies are acknowledged again"));
    return Future.succeededFuture();
  }

  private Future<Void> givenUp(Reply reply, Throwable failure) {
    if (unacknowledged.beginsWithFailure()) {
      CallLog.about(log.atWarn(), reply.trace(), reply.invocation())
          .addKeyValue("reason", failure.toString())
          .log("replies may not have been sent; their callers wait on");
    }
    return Future.succeededFuture();
  }
}
