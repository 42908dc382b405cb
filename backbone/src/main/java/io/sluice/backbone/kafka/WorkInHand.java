package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.MessageReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * The commands that a consumer has read and not finished: pauses reading when they are too many,
 * commits what is finished, and lets a revoked partition go only after the work in hand.
 *
 * <p>Belongs to the consumer's thread, but for {@link #finished} and {@link #skipped}, which come
 * from any. It holds at most one and a half times {@code maxInFlight} commands.
 */
final class WorkInHand implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(WorkInHand.class);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
  private static final Duration COMMIT_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration REVOKE_WAIT = Duration.ofSeconds(5);
  private static final long MAX_SPAN = 20_000;

  private final Map<TopicPartition, PartitionWork> assigned = new HashMap<>();
  private final LinkedBlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Consumer<byte[], byte[]> consumer;
  private final int maxInFlight;
  private final Runnable onAssigned;
  private volatile boolean paused;
  private long lastCommit = System.nanoTime();

  WorkInHand(Consumer<byte[], byte[]> consumer, int maxInFlight, Runnable onAssigned) {
    this.consumer = consumer;
    this.maxInFlight = maxInFlight;
    this.onAssigned = onAssigned;
  }

  private record Ended(PartitionWork partition, long offset, boolean finished) {}

  /** Takes what was polled; a record that is no command is finished at once. */
  List<Delivery> accept(ConsumerRecords<byte[], byte[]> records) {
    List<Delivery> deliveries = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      PartitionWork partition =
          assigned.get(new TopicPartition(record.topic(), record.partition()));
      if (partition != null) {
        partition.offsets().read(record.offset());
        decode(record)
            .ifPresentOrElse(
                command -> deliveries.add(new Delivery(this, partition, record.offset(), command)),
                () -> partition.offsets().finish(record.offset()));
      }
    }
    inFlight.addAndGet(deliveries.size());
    return deliveries;
  }

  /** The command was answered, or never will be. */
  void finished(Delivery delivery) {
    // Counted before it is idle, so that a commit on revocation includes it.
    end(new Ended(delivery.partition(), delivery.offset(), true), delivery.partition()::end);
  }

  /** The command was not started, because its partition has gone. */
  void skipped(Delivery delivery) {
    end(new Ended(delivery.partition(), delivery.offset(), false), () -> {});
  }

  Collection<PartitionWork> assigned() {
    return assigned.values();
  }

  boolean isPaused() {
    return paused;
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
    boolean full = inFlight.get() >= maxInFlight || isTooWide();
    boolean drained = inFlight.get() <= maxInFlight / 2;
    if (full && !paused) {
      paused = true;
      consumer.pause(consumer.assignment());
    } else if (paused && drained && !full) {
      paused = false;
      consumer.resume(consumer.assignment());
    }
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
      assigned.put(partition, new PartitionWork(partition, positionUnlessWoken(partition)));
    }
    if (paused) {
      consumer.pause(partitions);
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
      nextEnded().ifPresent(this::count);
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

  private void count(Ended one) {
    if (one.finished()) {
      one.partition().offsets().finish(one.offset());
    }
  }

  private void end(Ended one, Runnable after) {
    ended.add(one);
    after.run();
    if (inFlight.decrementAndGet() == maxInFlight / 2 && paused) {
      consumer.wakeup();
    }
  }

  /** One slow record lets all behind it come back after a crash; that too has a limit. */
  private boolean isTooWide() {
    return assigned.values().stream().anyMatch(one -> one.offsets().span() > MAX_SPAN);
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

  private static Optional<Command> decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(MessageReader.readCommand(KafkaWireForm.read(record)));
    } catch (MalformedMessageException | IllegalArgumentException e) {
      log.atError()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e.getMessage())
          .log("record dropped: no command");
      return Optional.empty();
    }
  }
}
