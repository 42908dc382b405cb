package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells all nodes, this one included, which invocations have changed: many by one message, which
 * may be lost. Confined to one context.
 */
final class ChangeHints {

  private static final String CHANGED = "sluice.invocations.changed";
  private static final long TELL_MILLIS = 10;
  private static final int ID_BYTES = 16;

  private final Set<InvocationId> toTell = new HashSet<>();
  private final Vertx vertx;
  private final Context context;
  private final MessageConsumer<Buffer> consumer;
  private @Nullable Long telling;

  /**
   * Listens.
   *
   * @param heard is told on the context which have changed
   */
  ChangeHints(Vertx vertx, Context context, Consumer<Collection<InvocationId>> heard) {
    this.vertx = vertx;
    this.context = context;
    this.consumer = vertx.eventBus().consumer(CHANGED);
    consumer.handler(message -> context.runOnContext(ignored -> heard.accept(ids(message.body()))));
  }

  void tell(InvocationId id) {
    toTell.add(id);
    if (telling == null) {
      telling = vertx.setTimer(TELL_MILLIS, fired -> context.runOnContext(ignored -> tellAll()));
    }
  }

  Future<Void> stop() {
    return consumer.unregister();
  }

  private void tellAll() {
    telling = null;
    Buffer message = Buffer.buffer(toTell.size() * ID_BYTES);
    for (InvocationId id : toTell) {
      message.appendLong(id.value().getMostSignificantBits());
      message.appendLong(id.value().getLeastSignificantBits());
    }
    toTell.clear();
    vertx.eventBus().publish(CHANGED, message);
  }

  private static List<InvocationId> ids(Buffer message) {
    List<InvocationId> ids = new ArrayList<>();
    for (int at = 0; at + ID_BYTES <= message.length(); at += ID_BYTES) {
      ids.add(new InvocationId(new UUID(message.getLong(at), message.getLong(at + 8))));
    }
    return ids;
  }
}
