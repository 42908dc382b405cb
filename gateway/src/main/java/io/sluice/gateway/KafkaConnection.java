package io.sluice.gateway;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.LaneRegistry;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.kafka.RecordedAnswers;
import io.sluice.backbone.kafka.ReplyLane;
import io.sluice.backbone.kafka.ReplyTopics;
import io.sluice.cluster.management.Component;
import io.sluice.cluster.management.Lifecycle;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.node.StopSequence;
import io.sluice.gateway.dispatch.KafkaLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's ends on Kafka, opened when the first contract needs them and then kept: topics
 * checked, lane taken and positioned, producer warm. Used for one contract at a time.
 */
final class KafkaConnection {

  private final StopSequence toStop = new StopSequence();
  private final Membership membership;
  private final Vertx vertx;
  private final @Nullable KafkaConfig config;
  private final PendingCalls pending;
  private final Lifecycle lifecycle;
  private final @Nullable RecordedAnswers recorded;
  private volatile @Nullable KafkaTopics admin;
  private volatile @Nullable ReplyLane lane;
  private volatile @Nullable RecordSender sender;

  /**
   * A connection that is not open.
   *
   * @param config null where Kafka is not configured; then nothing can be opened
   * @param recorded hears what concerns the ledger; null where there is none
   */
  KafkaConnection(
      Membership membership,
      @Nullable KafkaConfig config,
      PendingCalls pending,
      Lifecycle lifecycle,
      @Nullable RecordedAnswers recorded) {
    this.membership = membership;
    this.vertx = membership.vertx();
    this.config = config;
    this.pending = pending;
    this.lifecycle = lifecycle;
    this.recorded = recorded;
  }

  boolean isConfigured() {
    return config != null;
  }

  /** Makes the topics usable; fails, naming them, when some are missing. */
  Future<KafkaLine> open(List<String> commandTopics) {
    if (config == null) {
      throw new IllegalStateException("Kafka is not configured");
    }
    return checkTopics(config, commandTopics)
        .compose(checked -> lane(config))
        .compose(
            open -> sender(config, commandTopics).map(producer -> new KafkaLine(producer, open)));
  }

  /** How many records on the lane were no replies. */
  long malformedReplies() {
    ReplyLane open = lane;
    return open == null ? 0 : open.malformed();
  }

  /** Closes what was opened. */
  Future<Void> close() {
    return toStop.stop();
  }

  private Future<Void> checkTopics(KafkaConfig kafka, List<String> commandTopics) {
    KafkaTopics topics = admin;
    if (topics == null) {
      topics = KafkaTopics.open(vertx, kafka);
      admin = topics;
      toStop.push("kafka admin", topics::close);
    }
    List<String> needed = new ArrayList<>(commandTopics);
    needed.add(ReplyTopics.PLAIN);
    needed.add(ReplyTopics.DURABLE);
    return topics.require(needed);
  }

  private Future<ReplyLane> lane(KafkaConfig kafka) {
    ReplyLane open = lane;
    if (open != null) {
      return Future.succeededFuture(open);
    }
    LaneRegistry registry = new LaneRegistry(vertx, membership.nodeId(), membership::nodeIds);
    return registry
        .take()
        .compose(
            number -> {
              ReplyLane taken = new ReplyLane(kafka, pending, number, recorded);
              lane = taken;
              toStop.push("lane registry", () -> registry.release(number));
              toStop.push("lane", taken::stop);
              return taken.start().map(taken);
            });
  }

  private Future<RecordSender> sender(KafkaConfig kafka, List<String> topics) {
    RecordSender open = sender;
    if (open != null) {
      return open.prepare(topics).map(open);
    }
    return RecordSender.open(vertx, kafka, topics)
        .onSuccess(
            opened -> {
              sender = opened;
              register();
              toStop.push("record sender", opened::close);
            });
  }

  /**
   * Only when all is open: a contract that was refused for missing topics is no reason to be down.
   */
  private void register() {
    KafkaTopics topics = Objects.requireNonNull(admin);
    ReplyLane taken = Objects.requireNonNull(lane);
    lifecycle.register(Component.of("kafka", topics::ping));
    lifecycle.register(Component.of("lane", () -> requirePositioned(taken)));
  }

  private static Future<Void> requirePositioned(ReplyLane lane) {
    return lane.trouble().map(Future::<Void>failedFuture).orElseGet(Future::succeededFuture);
  }
}
