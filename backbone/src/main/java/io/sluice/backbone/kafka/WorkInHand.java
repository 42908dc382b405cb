package io.sluice.backbone.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that a consumer has read and not finished: pauses reading when they are too many,
 * commits what is finished, and lets a revoked partition go only after the work in hand.
 *
 * <p>All partitions pause when the {@link Room} is full; a poll that began before may fill it to
 * one and a half times its limit. One partition pauses alone when too many of its records wait,
 * four times the room's limit or 8 MB, or when its lowest unfinished record lies 20,000 behind.
 *
 * <p>Belongs to the consumer's thread, but for {@link #finished}, which comes from any.
 */
final class WorkInHand implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(WorkInHand.class);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
  private static final Duration COMMIT_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration REVOKE_WAIT = Duration.ofSeconds(5);
  private static final int BACKLOG_TIMES_ROOM = 4;

  private final Map<TopicPartition, PartitionWork> assigned = new HashMap<>();
  private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final Consumer<byte[], byte[]> consumer;
  private final CommandReader reader;
  private final Room room;
  private final Runnable onAssigned;
  private volatile boolean full;
  private long lastCommit = System.nanoTime();

  WorkInHand(
      Consumer<byte[], byte[]> consumer, CommandReader reader, Room room, Runnable onAssigned) {
    this.consumer = consumer;
    this.reader = reader;
    this.room = room;
    this.onAssigned = onAssigned;
  }

  private record Ended(PartitionWork partition, long offset) {}

  /** Takes what was polled. */
  List<Delivery> accept(ConsumerRecords<byte[], byte[]> records) {
    List<Delivery> deliveries = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      PartitionWork partition =
          assigned.get(new TopicPartition(record.topic(), record.partition()));
      if (partition != null) {
        partition.offsets().read(record.offset());
        deliveries.add(
            new Delivery(this, partition, record.offset(), sizeOf(record), reader.read(record)));
      }
    }
    room.take(deliveries.size());
    return deliveries;
  }

  /** The command was answered, or never will be; or the dead letter is written. */
  void finished(Delivery delivery) {
    // Counted before it is idle, so that a commit on revocation includes it.
    ended.add(new Ended(delivery.partition(), delivery.offset()));
    delivery.partition().end();
  }

  /** Half of the room is free: a poll that reads nothing need not run out. */
  void goOnReading() {
    if (full) {
      consumer.wakeup();
    }
  }

  Collection<PartitionWork> assigned() {
    return assigned.values();
  }

  /** Counts what has ended, commits now and then, pauses or resumes reading. */
  void settle() {
    for (Ended one = ended.poll(); one != null; one = ended.poll()) {
      count(one);
    }
    if (System.nanoTime() - lastCommit >= COMMIT_EVERY.toNanos()) {
      lastCommit = System.nanoTime();
      commitProgress();
    }
    full = full ? !room.isHalfFree() : room.isFull();
    assigned.values().forEach(this::pauseOrResume);
  }

  /** Gives the work in hand its time, then commits. */
  void finish() {
    release(List.copyOf(assigned.keySet()));
  }

  /** The partitions are no longer ours; what has not started must not start. */
  void abandon() {
    assigned.values().forEach(PartitionWork::revoke);
    assigned.clear();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      var work =
          new PartitionWork(
              partition, positionUnlessWoken(partition), BACKLOG_TIMES_ROOM * room.limit());
      assigned.put(partition, work);
      // The poll that brought the partition may bring its first records, too.
      pauseOrResume(work);
    }
    onAssigned.run();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    release(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Optional.ofNullable(assigned.remove(partition)).ifPresent(PartitionWork::revoke);
    }
  }

  private void release(Collection<TopicPartition> partitions) {
    List<PartitionWork> going =
        partitions.stream()
            .flatMap(one -> Optional.ofNullable(assigned.get(one)).stream())
            .toList();
    going.forEach(PartitionWork::revoke);
    awaitIdle(going);
    commitNow(committable(going));
    partitions.forEach(assigned::remove);
  }

  private void awaitIdle(List<PartitionWork> going) {
    long end = System.nanoTime() + REVOKE_WAIT.toNanos();
    while (System.nanoTime() < end && !going.stream().allMatch(PartitionWork::isIdle)) {
      nextEnded().ifPresent(WorkInHand::count);
    }
    for (Ended one = ended.poll(); one != null; one = ended.poll()) {
      count(one);
    }
  }

  private Optional<Ended> nextEnded() {
    try {
      return Optional.ofNullable(ended.poll(10, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void pauseOrResume(PartitionWork one) {
    boolean pauses = full || one.isFull();
    if (pauses == one.isPaused()) {
      return;
    }
    one.pause(pauses);
    if (pauses) {
      consumer.pause(List.of(one.partition()));
    } else {
      consumer.resume(List.of(one.partition()));
    }
  }

  private static int sizeOf(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
  }

  private static void count(Ended one) {
    one.partition().offsets().finish(one.offset());
  }

  private void commitProgress() {
    Map<TopicPartition, OffsetAndMetadata> offsets = committable(assigned.values());
    if (!offsets.isEmpty()) {
      consumer.commitAsync(offsets, this::onCommitted);
    }
  }

  private void commitNow(Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    try {
      commitUnlessWoken(offsets);
    } catch (KafkaException e) {
      onCommitted(offsets, e);
    }
  }

  /** A wake-up that was meant for a poll may meet the commit; it comes once. */
  private void commitUnlessWoken(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      consumer.commitSync(offsets, REVOKE_WAIT);
    } catch (WakeupException e) {
      consumer.commitSync(offsets, REVOKE_WAIT);
    }
  }

  /** Without it the partition would be read by nobody: Kafka does not tell of it twice. */
  private long positionUnlessWoken(TopicPartition partition) {
    try {
      return consumer.position(partition);
    } catch (WakeupException e) {
      return consumer.position(partition);
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> committable(
      Collection<PartitionWork> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (PartitionWork one : partitions) {
      if (one.offsets().hasProgress()) {
        long offset = one.offsets().committable();
        offsets.put(one.partition(), new OffsetAndMetadata(offset));
        one.offsets().commitSent(offset);
      }
    }
    return offsets;
  }

  /** A commit that failed costs a repetition after a crash; the next one makes it good. */
  private void onCommitted(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
    if (failure != null) {
      for (TopicPartition partition : offsets.keySet()) {
        Optional.ofNullable(assigned.get(partition)).ifPresent(one -> one.offsets().commitFailed());
      }
      lastCommit = System.nanoTime() + COMMIT_AGAIN_AFTER.toNanos();
      log.atWarn()
          .addKeyValue("partitions", offsets.keySet())
          .addKeyValue("reason", failure.toString())
          .log("offsets not committed");
    }
  }
}
