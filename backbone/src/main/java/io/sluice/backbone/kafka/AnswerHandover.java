package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.kafka.WaitingAnswers.Answer;
import io.sluice.backbone.kafka.WaitingAnswers.Batch;
import io.sluice.backbone.message.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what a consumer reads to the ledger, one batch at a time, and commits a batch when it is
 * written: nothing is skipped, and what is not sure to be written is handed over again. Of a
 * consumer's session; belongs to its thread.
 */
final class AnswerHandover implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(AnswerHandover.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration COMMIT_WAIT = Duration.ofSeconds(5);

  /** What takes longer is handed over again, although it may be written yet. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final WaitingAnswers waiting = new WaitingAnswers();
  private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
  private final Consumer<byte[], byte[]> consumer;
  private final AnswerReader reader;
  private final Function<List<Message>, Future<Void>> receiver;
  private final FailureSpell failures;
  private final Runnable onAssigned;
  private @Nullable InHand inHand;
  private long nextHandover = System.nanoTime();
  private long nextCommit = System.nanoTime();

  /**
   * @param receiver takes a batch, and a part of it again where that is in doubt
   * @param failures those of the receiver and of commits, over all sessions
   * @param onAssigned called when the group has told what there is to read
   */
  AnswerHandover(
      Consumer<byte[], byte[]> consumer,
      AnswerReader reader,
      Function<List<Message>, Future<Void>> receiver,
      FailureSpell failures,
      Runnable onAssigned) {
    this.consumer = consumer;
    this.reader = reader;
    this.receiver = receiver;
    this.failures = failures;
    this.onAssigned = onAssigned;
  }

  private record InHand(Batch batch, Future<Void> writing, long since) {

    boolean isOver(long now) {
      return writing.isComplete() || now - since >= LONGEST.toNanos();
    }
  }

  /** Takes what a poll has brought, and does what is due. */
  void accept(ConsumerRecords<byte[], byte[]> records) {
    long now = System.nanoTime();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      waiting.add(Answer.of(record, reader.read(record), now));
    }
    settle(now);
    commit(now);
    handOver(now);
    if (waiting.isFull()) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    onAssigned.run();
  }

  /** Whoever reads them next begins with what is in hand: it does no harm twice. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    waiting.forget(partitions);
    written.keySet().removeAll(partitions);
    InHand now = inHand;
    if (now != null) {
      inHand = new InHand(now.batch().without(partitions), now.writing(), now.since());
    }
  }

  private void settle(long now) {
    InHand over = inHand;
    if (over == null || !over.isOver(now)) {
      return;
    }
    inHand = null;
    if (over.writing().succeeded()) {
      written.putAll(over.batch().ends());
      tellSuccess();
    } else {
      waiting.putBack(over.batch());
      nextHandover = now + PAUSE.toNanos();
      tellFailure(over.writing().isComplete() ? over.writing().cause() : null);
    }
  }

  private void commit(long now) {
    if (written.isEmpty() || now - nextCommit < 0) {
      return;
    }
    try {
      consumer.commitSync(written, COMMIT_WAIT);
      written.clear();
    } catch (KafkaException e) {
      // It costs a repetition at most, where the partitions are another's before the next one.
      nextCommit = now + PAUSE.toNanos();
      tellFailure(e);
    }
  }

  private void handOver(long now) {
    if (inHand != null || now - nextHandover < 0) {
      return;
    }
    Batch batch = waiting.take(now);
    if (!batch.answers().isEmpty()) {
      inHand = new InHand(batch, write(batch.messages()), now);
    }
  }

  private Future<Void> write(List<Message> messages) {
    return messages.isEmpty()
        ? Future.succeededFuture()
        : Future.succeededFuture(messages).compose(receiver);
  }

  private void tellSuccess() {
    failures
        .endedBySuccess()
        .ifPresent(
            count ->
                log.atInfo()
                    .addKeyValue("failures", count)
                    .log("durable replies are taken by the ledger again"));
  }

  private void tellFailure(@Nullable Throwable failure) {
    if (failures.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", failure == null ? "no end within 60 s" : failure.toString())
          .log("durable replies are not taken by the ledger yet");
    }
  }
}
