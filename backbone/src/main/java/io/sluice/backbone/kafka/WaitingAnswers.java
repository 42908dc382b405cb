package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read of the durable replies and is not handed over: until it is old enough, and in the
 * order in which it was read. Belongs to one thread.
 */
final class WaitingAnswers {

  /** The lanes write first; what they have written costs the database little. */
  static final Duration AGE = Duration.ofSeconds(1);

  static final int MOST_AT_ONCE = 2_000;

  private static final int MOST = 10_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;
  private static final int OVERHEAD = 1_024;

  private final Deque<Answer> waiting = new ArrayDeque<>();
  private long bytes;

  /**
   * A record of the topic.
   *
   * @param message empty where it is dropped: its offset counts all the same
   * @param read when, by {@link System#nanoTime()}
   */
  record Answer(
      TopicPartition partition, long offset, int size, Optional<Message> message, long read) {

    static Answer of(ConsumerRecord<byte[], byte[]> record, Optional<Message> message, long read) {
      return new Answer(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          Math.max(0, record.serializedValueSize()) + OVERHEAD,
          message,
          read);
    }
  }

  /** Answers that are handed over at once. */
  record Batch(List<Answer> answers) {

    List<Message> messages() {
      return answers.stream().flatMap(one -> one.message().stream()).toList();
    }

    /** Where to go on, when all of it is taken. */
    Map<TopicPartition, OffsetAndMetadata> ends() {
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      answers.forEach(one -> ends.put(one.partition(), new OffsetAndMetadata(one.offset() + 1)));
      return ends;
    }

    Batch without(Collection<TopicPartition> gone) {
      return new Batch(answers.stream().filter(one -> !gone.contains(one.partition())).toList());
    }
  }

  void add(Answer answer) {
    waiting.addLast(answer);
    bytes += answer.size();
  }

  /** Whether no more is to be read for now. */
  boolean isFull() {
    return waiting.size() >= MOST || bytes >= MOST_BYTES;
  }

  /** The oldest, as far as they are old enough. */
  Batch take(long now) {
    List<Answer> taken = new ArrayList<>();
    while (taken.size() < MOST_AT_ONCE
        && !waiting.isEmpty()
        && now - waiting.getFirst().read() >= AGE.toNanos()) {
      Answer oldest = waiting.removeFirst();
      bytes -= oldest.size();
      taken.add(oldest);
    }
    return new Batch(taken);
  }

  /** What was taken was not accepted. */
  void putBack(Batch batch) {
    for (Answer one : batch.answers().reversed()) {
      waiting.addFirst(one);
      bytes += one.size();
    }
  }

  /** They are another consumer's now. */
  void forget(Collection<TopicPartition> gone) {
    waiting.removeIf(one -> gone.contains(one.partition()));
    bytes = waiting.stream().mapToLong(Answer::size).sum();
  }
}
