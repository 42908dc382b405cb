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
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives a service's commands on this node's address, and answers each by the bus's own reply.
 * The handler runs on the context that registered.
 */
public final class EventBusCommandConsumer {

  private static final Logger log = LoggerFactory.getLogger(EventBusCommandConsumer.class);

  /** The failure code of a command that was not taken. */
  static final int BUSY = 503;

  private static final int UNREADABLE = 400;
  private static final int FAILED = 500;

  private final AtomicInteger inHand = new AtomicInteger();
  private final CommandHandler handler;
  private final int capacity;
  private final MessageConsumer<Object> consumer;

  private EventBusCommandConsumer(
      Vertx vertx, String address, int capacity, CommandHandler handler) {
    this.handler = handler;
    this.capacity = capacity;
    this.consumer = vertx.eventBus().consumer(address, this::receive);
  }

  /**
   * Registers on the current context; completes when the cluster knows the address.
   *
   * @param capacity how many commands it takes at once: each gateway counts only its own
   */
  public static Future<EventBusCommandConsumer> register(
      Vertx vertx, String service, String node, int capacity, CommandHandler handler) {
    var consumer =
        new EventBusCommandConsumer(vertx, BusAddress.of(service, node), capacity, handler);
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
    if (inHand.incrementAndGet() > capacity) {
      inHand.decrementAndGet();
      message.fail(BUSY, "as much in hand as it takes");
      return;
    }
    Future.succeededFuture(command)
        .compose(handler::handle)
        .onComplete(ended -> inHand.decrementAndGet())
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
