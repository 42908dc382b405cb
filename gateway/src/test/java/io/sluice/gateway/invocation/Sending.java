package io.sluice.gateway.invocation;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;
import java.util.function.BiFunction;

/** Sends as a test says. */
record Sending(boolean isReady, BiFunction<Command, String, Future<Position>> how)
    implements CommandSender {

  @Override
  public Future<Position> send(Command command, String topic) {
    return how.apply(command, topic);
  }
}
