package io.sluice.backbone.eventbus;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives a service's commands on this node's address, and answers each by the bus's own reply.
 * The handler runs on the context that registered.
 */
public final class EventBusCommandConsumer {

  private static final Logger log = LoggerFactory.getLogger(EventBusCommandConsumer.class);
  private static final int UNREADABLE = 400;
  private static final int FAILED = 500;

  private final CommandHandler handler;
  private final MessageConsumer<Object> consumer;

  private EventBusCommandConsumer(Vertx vertx, String address, CommandHandler handler) {
    this.handler = handler;
    this.consumer = vertx.eventBus().consumer(address, this::receive);
  }

  /** Registers on the current context; completes when the cluster knows the address. */
  public static Future<EventBusCommandConsumer> register(
      Vertx vertx, String service, String node, CommandHandler handler) {
    var consumer = new EventBusCommandConsumer(vertx, BusAddress.of(service, node), handler);
    return consumer.consumer.completion().map(consumer);
  }

  /** Receives no more; what was received is still answered. */
  public Future<Void> unregister() {
    return consumer.unregister();
  }

  private void receive(Message<Object> message) {
    Command command;
    try {
      command = MessageReader.readCommand(BusWireForm.read(message.headers(), message.body()));
    } catch (MalformedMessageException | IllegalArgumentException e) {
      log.atError().addKeyValue("reason", e.getMessage()).log("message dropped: no command");
      message.fail(UNREADABLE, "no command: " + e.getMessage());
      return;
    }
    Future.succeededFuture(command)
        .compose(handler::handle)
        .onSuccess(reply -> answer(message, reply))
        .onFailure(failure -> fail(message, command, failure));
  }

  /** A handler of ours never fails; another's must not cost the caller its whole deadline. */
  private static void fail(Message<Object> message, Command command, Throwable failure) {
    CallLog.about(log.atError(), command).setCause(failure).log("command not answered");
    message.fail(FAILED, "the handler failed");
  }

  private static void answer(Message<Object> message, Reply reply) {
    var options = new DeliveryOptions().setHeaders(BusWireForm.headers(reply, reply.payload()));
    message.reply(reply.payload().data(), options);
  }
}
