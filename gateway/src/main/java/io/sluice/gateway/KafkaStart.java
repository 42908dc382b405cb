package io.sluice.gateway;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.LaneRegistry;
import io.sluice.backbone.kafka.RecordSender;
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

/** Opens the gateway's ends on Kafka: topics checked, lane taken and positioned, producer warm. */
final class KafkaStart {

  private final Membership membership;
  private final Vertx vertx;
  private final KafkaConfig config;
  private final PendingCalls pending;
  private final Lifecycle lifecycle;
  private final StopSequence toStop;

  KafkaStart(
      Membership membership,
      KafkaConfig config,
      PendingCalls pending,
      Lifecycle lifecycle,
      StopSequence toStop) {
    this.membership = membership;
    this.vertx = membership.vertx();
    this.config = config;
    this.pending = pending;
    this.lifecycle = lifecycle;
    this.toStop = toStop;
  }

  /** Fails, naming them, when topics are missing. */
  Future<KafkaLine> open(List<String> commandTopics) {
    return checkTopics(commandTopics)
        .compose(checked -> takeLane())
        .compose(lane -> openSender(commandTopics).map(sender -> new KafkaLine(sender, lane)));
  }

  private Future<Void> checkTopics(List<String> commandTopics) {
    KafkaTopics topics = KafkaTopics.open(vertx, config);
    toStop.push("kafka admin", topics::close);
    lifecycle.register(Component.of("kafka", topics::ping));
    List<String> needed = new ArrayList<>(commandTopics);
    needed.add(ReplyTopics.PLAIN);
    needed.add(ReplyTopics.DURABLE);
    return topics.require(needed);
  }

  private Future<ReplyLane> takeLane() {
    LaneRegistry registry = new LaneRegistry(vertx, membership.nodeId(), membership::nodeIds);
    return registry
        .take()
        .compose(
            number -> {
              ReplyLane lane = new ReplyLane(config, pending, number);
              toStop.push("lane registry", () -> registry.release(number));
              toStop.push("lane", lane::stop);
              lifecycle.register(Component.of("lane", () -> requirePositioned(lane)));
              return lane.start().map(lane);
            });
  }

  private Future<RecordSender> openSender(List<String> topics) {
    return RecordSender.open(vertx, config, topics)
        .onSuccess(sender -> toStop.push("record sender", sender::close));
  }

  private static Future<Void> requirePositioned(ReplyLane lane) {
    return lane.isPositioned()
        ? Future.succeededFuture()
        : Future.failedFuture("lane " + lane.number() + " is not being read");
  }
}
