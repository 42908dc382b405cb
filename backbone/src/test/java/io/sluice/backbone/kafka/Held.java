package io.sluice.backbone.kafka;

import io.sluice.backbone.Samples;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A handler whose commands end when the test says so. */
final class Held implements CommandHandler {

  private final Map<String, Command> commands = new ConcurrentHashMap<>();
  private final Map<String, Promise<Reply>> replies = new ConcurrentHashMap<>();

  @Override
  public Future<Reply> handle(Command command) {
    Promise<Reply> reply = Promise.promise();
    commands.put(command.operation(), command);
    replies.put(command.operation(), reply);
    return reply.future();
  }

  /** The operations that are being worked on. */
  Set<String> running() {
    return replies.entrySet().stream()
        .filter(one -> !one.getValue().future().isComplete())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  void end(String operation) {
    var command = Objects.requireNonNull(commands.get(operation), operation);
    Objects.requireNonNull(replies.get(operation)).complete(Samples.answerTo(command, "held"));
  }
}
