package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what is finished of a consumer's partitions, and hears by each commit that they are still
 * its own: where nothing is finished, it commits the same again once a second. Belongs to the
 * consumer's thread.
 */
final class OffsetCommits {

  private static final Logger log = LoggerFactory.getLogger(OffsetCommits.class);
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration RENEW_EVERY = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofSeconds(5);

  /** Longer than a rebalance takes. */
  private static final Duration REFUSED_TOO_LONG = Duration.ofSeconds(10);

  private final FailureSpell failed = new FailureSpell(InstantSource.system());
  private final Consumer<byte[], byte[]> consumer;
  private final Lease lease;
  private long next;
  private long nextRenewal;

  /** Since when no commit has been taken; null while they are. */
  private volatile @Nullable Long refusedSince;

  OffsetCommits(Consumer<byte[], byte[]> consumer, Lease lease) {
    this.consumer = consumer;
    this.lease = lease;
    startAnew();
  }

  /** With another assignment: it commits the next time that it is asked to. */
  void startAnew() {
    next = lease.now();
    nextRenewal = next;
    refusedSince = null;
  }

  /** Why nothing starts; empty while commits are taken. Any thread may ask. */
  Optional<String> trouble() {
    Long since = refusedSince;
    Duration refused = since == null ? Duration.ZERO : Duration.ofNanos(lease.now() - since);
    return refused.compareTo(REFUSED_TOO_LONG) > 0
        ? Optional.of("kafka: no commit has been taken for " + refused.toSeconds() + " s")
        : Optional.empty();
  }

  /** Now and then; called as often as one likes. */
  void commit(Collection<PartitionWork> assigned) {
    long now = lease.now();
    if (now - next < 0) {
      return;
    }
    next = now + EVERY.toNanos();
    List<PartitionWork> moved = moved(assigned);
    if (moved.isEmpty() && now - nextRenewal >= 0) {
      moved = assigned.stream().limit(1).toList();
    }
    if (!moved.isEmpty()) {
      nextRenewal = now + RENEW_EVERY.toNanos();
      List<PartitionWork> sent = moved;
      consumer.commitAsync(offsets(sent), (done, failure) -> onEnd(now, sent, failure));
    }
  }

  /**
   * What is finished of those that go; waits for the broker, but not for long.
   *
   * @return false where a rebalance is under way: it may be tried again when polls have ended that
   */
  boolean commitNow(Collection<PartitionWork> going) {
    List<PartitionWork> moved = moved(going);
    if (moved.isEmpty()) {
      return true;
    }
    long sent = lease.now();
    try {
      consumer.commitSync(offsets(moved), WAIT);
      onEnd(sent, moved, null);
      return true;
    } catch (KafkaException e) {
      onEnd(sent, moved, e);
      return !(e instanceof RebalanceInProgressException);
    }
  }

  private static List<PartitionWork> moved(Collection<PartitionWork> partitions) {
    return partitions.stream().filter(one -> one.offsets().hasProgress()).toList();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(List<PartitionWork> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (PartitionWork one : partitions) {
      long offset = one.offsets().committable();
      offsets.put(one.partition(), new OffsetAndMetadata(offset));
      one.offsets().commitSent(offset);
    }
    return offsets;
  }

  /** A commit that failed costs a repetition after a crash; the next one makes it good. */
  private void onEnd(long sent, List<PartitionWork> partitions, @Nullable Exception failure) {
    if (failure == null) {
      lease.renew(sent);
      refusedSince = null;
      failed
          .endedBySuccess()
          .ifPresent(
              failures ->
                  log.atInfo()
                      .addKeyValue("failures", failures)
                      .log("offsets are committed again"));
      return;
    }
    partitions.forEach(one -> one.offsets().commitFailed());
    next = lease.now() + AGAIN_AFTER.toNanos();
    if (refusedSince == null) {
      refusedSince = lease.now();
    }
    if (failed.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("partitions", partitions.stream().map(PartitionWork::partition).toList())
          .addKeyValue("reason", failure.toString())
          .log("offsets not committed");
    }
  }
}
