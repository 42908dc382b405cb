package io.sluice.backbone.eventbus;

import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.MessageReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears which commands of a service nobody wants any more, whichever transport carries them and
 * whichever node has them. The listener runs on the context that registered.
 */
public final class CancellationConsumer {

  private static final Logger log = LoggerFactory.getLogger(CancellationConsumer.class);

  private final Consumer<Cancellation> listener;
  private final MessageConsumer<Object> consumer;

  private CancellationConsumer(Vertx vertx, String service, Consumer<Cancellation> listener) {
    this.listener = listener;
    this.consumer = vertx.eventBus().consumer(BusAddress.control(service), this::receive);
  }

  /** Registers on the current context; completes when the cluster knows of it. */
  public static Future<CancellationConsumer> register(
      Vertx vertx, String service, Consumer<Cancellation> listener) {
    var consumer = new CancellationConsumer(vertx, service, listener);
    return consumer.consumer.completion().map(consumer);
  }

  public Future<Void> unregister() {
    return consumer.unregister();
  }

  private void receive(Message<Object> message) {
    Cancellation cancellation;
    try {
      cancellation =
          MessageReader.readCancellation(BusWireForm.read(message.headers(), message.body()));
    } catch (MalformedMessageException | IllegalArgumentException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("message dropped: no cancellation");
      return;
    }
    listener.accept(cancellation);
  }
}
