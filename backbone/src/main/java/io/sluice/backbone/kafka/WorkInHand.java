package io.sluice.backbone.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that a consumer has read and not finished: pauses reading when they are too many,
 * commits what is finished, and lets a revoked partition go only after the work in hand.
 *
 * <p>All partitions pause while there is no space for what a poll brings ({@link ReadAhead}). One
 * partition pauses alone when too many of its records wait for their key, four times the room's
 * limit or 8 MB, or when its lowest unfinished record lies 20,000 behind.
 *
 * <p>Belongs to the consumer's thread, but for {@link #trouble}.
 *
 * @param <K> what its records are read as
 */
final class WorkInHand<K extends Keyed> implements ConsumerRebalanceListener {

  private static final Duration REVOKE_WAIT = Duration.ofSeconds(5);
  private static final Duration REBALANCE_STEP = Duration.ofMillis(50);

  /** A broker that hangs must not hold up a stop for a minute. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private static final int BACKLOG_TIMES_ROOM = 4;

  private final Map<TopicPartition, PartitionWork> assigned = new HashMap<>();
  private final Consumer<byte[], byte[]> consumer;
  private final RecordReader<K> reader;
  private final Room room;
  private final int mostBehindKeys;
  private final Lease lease;
  private final OffsetCommits commits;
  private final Runnable onAssigned;
  private final BiConsumer<WorkInHand<K>, PartitionWork> onEach;
  private boolean reads = true;

  /**
   * @param room what it gives decides how many may wait for their key
   * @param onEach is told of each partition that is assigned, before anything of it is read
   * @param onAssigned is told when they are assigned
   */
  WorkInHand(
      Consumer<byte[], byte[]> consumer,
      RecordReader<K> reader,
      Room room,
      Lease lease,
      BiConsumer<WorkInHand<K>, PartitionWork> onEach,
      Runnable onAssigned) {
    this.consumer = consumer;
    this.reader = reader;
    this.room = room;
    this.mostBehindKeys = BACKLOG_TIMES_ROOM * room.limit();
    this.lease = lease;
    this.onEach = onEach;
    this.onAssigned = onAssigned;
    this.commits = new OffsetCommits(consumer, lease);
  }

  /** Takes what was polled. */
  List<Delivery<K>> accept(ConsumerRecords<byte[], byte[]> records) {
    List<Delivery<K>> deliveries = new ArrayList<>(records.count());
    for (TopicPartition name : records.partitions()) {
      PartitionWork partition = assigned.get(name);
      if (partition != null) {
        for (ConsumerRecord<byte[], byte[]> record : records.records(name)) {
          TrackedOffset tracked = partition.offsets().read(record.offset());
          deliveries.add(
              new Delivery<>(
                  this, partition, tracked, sizeOf(record), new Place(room), reader.read(record)));
        }
      }
    }
    return deliveries;
  }

  Collection<PartitionWork> assigned() {
    return assigned.values();
  }

  /** Whether what it has assigned is surely its own. */
  Lease lease() {
    return lease;
  }

  /** Why nothing of what is read starts; empty while it does. Any thread may ask. */
  Optional<String> trouble() {
    return commits.trouble();
  }

  /**
   * Commits now and then, pauses or resumes reading.
   *
   * @param mayRead whether there is space for what another poll brings
   */
  void settle(boolean mayRead) {
    commits.commit(assigned.values());
    reads = mayRead;
    assigned.values().forEach(this::pauseOrResume);
  }

  /** Gives the work in hand its time, then commits; a rebalance that is under way has to end. */
  void finish() {
    List<PartitionWork> going = List.copyOf(assigned.values());
    revoke(going);
    awaitIdle(going);
    long end = System.nanoTime() + REVOKE_WAIT.toNanos();
    while (!commits.commitNow(stillAssigned(going)) && System.nanoTime() < end) {
      endRebalance();
    }
  }

  /** The partitions are no longer ours; what has not started must not start. */
  void abandon() {
    revoke(assigned.values());
    assigned.clear();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      var work = new PartitionWork(partition, consumer.position(partition, ANSWER), mostBehindKeys);
      assigned.put(partition, work);
      onEach.accept(this, work);
      // The poll that brought the partition may bring its first records, too.
      pauseOrResume(work);
    }
    // At once: a rebalance that has a second part lets nobody commit until it is over.
    commits.startAnew();
    commits.commit(assigned.values());
    onAssigned.run();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    release(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    revoke(among(partitions));
    partitions.forEach(assigned::remove);
  }

  private void release(Collection<TopicPartition> partitions) {
    List<PartitionWork> going = among(partitions);
    revoke(going);
    awaitIdle(going);
    boolean unused = commits.commitNow(going);
    partitions.forEach(assigned::remove);
  }

  /** What it reads is the next consumer's. */
  private void endRebalance() {
    var unused = consumer.poll(REBALANCE_STEP);
  }

  /** The end of a rebalance may have taken some, with what was finished of them. */
  private List<PartitionWork> stillAssigned(List<PartitionWork> going) {
    return going.stream().filter(one -> assigned.get(one.partition()) == one).toList();
  }

  private List<PartitionWork> among(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .flatMap(one -> Optional.ofNullable(assigned.get(one)).stream())
        .toList();
  }

  private void revoke(Collection<PartitionWork> going) {
    going.forEach(PartitionWork::revoke);
    lease.lookAgain();
  }

  private static void awaitIdle(List<PartitionWork> going) {
    long end = System.nanoTime() + REVOKE_WAIT.toNanos();
    going.forEach(one -> one.awaitIdle(end));
  }

  private void pauseOrResume(PartitionWork one) {
    boolean pauses = !reads || one.isFull();
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
}
