package io.sluice.inner;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.sluice.backbone.message.TraceContext;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Messages such as a call brings. */
public final class Messages {

  public static final Buffer ORDER =
      Buffer.buffer(
          """
          {"customerId":"acme","productId":"bananas","quantity":3,\
          "pickup":{"city":"Oakland","date":"2030-03-01"},\
          "destination":{"city":"Shanghai","date":"2030-03-30"}}""");

  private static final TraceContext TRACE =
      new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", null);

  private Messages() {}

  /** A command that has an hour. */
  public static Command command(UUID id) {
    Instant now = Instant.now();
    return new Command(
        id,
        new InvocationId(id),
        "placeOrder",
        "/gateway/node-1",
        id.toString(),
        now,
        new Deadline(now.plusSeconds(3_600)),
        new ReplyTo.Kafka("sluice.replies", 17),
        false,
        1,
        Caller.ANONYMOUS,
        TRACE,
        new Payload(Payload.JSON, Map.of(), ORDER));
  }

  /** What answers it. */
  public static Reply reply(Command command) {
    Instant now = Instant.now();
    return new Reply(
        UUID.randomUUID(),
        command.invocation(),
        command.id(),
        command.operation(),
        "/worker/shipping.order/node-2",
        command.key(),
        now,
        now,
        command.attempt(),
        201,
        command.trace(),
        new Payload(Payload.JSON, Map.of("location", "/orders/7"), ORDER));
  }
}
