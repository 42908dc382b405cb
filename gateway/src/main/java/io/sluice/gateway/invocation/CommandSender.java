package io.sluice.gateway.invocation;

import io.sluice.backbone.kafka.KafkaCommandSender;
import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;

/** Sends commands that are to be answered on this node's lane. Thread-safe. */
interface CommandSender {

  /** Whether replies would be heard. */
  boolean isReady();

  /** Completes when a broker has acknowledged it. */
  Future<Position> send(Command command, String topic);

  static CommandSender over(KafkaCommandSender kafka) {
    return new CommandSender() {
      @Override
      public boolean isReady() {
        return kafka.isReady();
      }

      @Override
      public Future<Position> send(Command command, String topic) {
        return kafka.send(command, topic);
      }
    };
  }
}
