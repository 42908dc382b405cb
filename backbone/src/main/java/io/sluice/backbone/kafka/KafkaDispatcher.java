package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.vertx.core.Future;

/** Sends commands to one topic and waits for their replies on this node's lane. */
public final class KafkaDispatcher implements Dispatcher {

  private final RecordSender sender;
  private final KafkaCommandSender commands;
  private final ReplyLane lane;
  private final PendingCalls pending;
  private final String topic;

  public KafkaDispatcher(RecordSender sender, ReplyLane lane, PendingCalls pending, String topic) {
    this.sender = sender;
    this.commands = new KafkaCommandSender(sender, lane);
    this.lane = lane;
    this.pending = pending;
    this.topic = topic;
  }

  @Override
  public Future<Outcome> dispatch(Command command) {
    if (!lane.isPositioned()) {
      return Future.succeededFuture(
          new Outcome.Unanswered(
              Failure.BACKBONE_UNAVAILABLE, "The gateway is not ready to receive replies."));
    }
    return pending.await(command, () -> sender.send(commands.record(command, topic)));
  }

  @Override
  public void cancel(Command command) {
    pending.cancel(command);
  }
}
