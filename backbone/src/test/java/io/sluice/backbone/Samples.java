package io.sluice.backbone;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.Ended;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.sluice.backbone.message.TraceContext;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages for tests: fixed ones, as the golden files have them, and fresh ones to send. */
public final class Samples {

  private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final UUID ANSWER_ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058");
  private static final InvocationId INVOCATION =
      InvocationId.parse("01890a5d-ac96-774b-bcce-b302099a8000");
  private static final TraceContext TRACE =
      new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=a1");
  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089Z");

  private Samples() {}

  /** A command with every attribute. */
  public static Command command() {
    return new Command(
        ID,
        INVOCATION,
        "placeOrder",
        "/gateway/node-1",
        "order-7",
        TIME,
        new Deadline(TIME.plusSeconds(30)),
        new ReplyTo.Kafka("sluice.replies.durable", 17),
        true,
        2,
        new Caller("alice", "acme"),
        TRACE,
        new Payload(
            Payload.JSON,
            Map.of("if-match", "\"v1\"", "accept-language", "de"),
            Buffer.buffer("{\"item\":\"Käse\",\"count\":2}")));
  }

  /** A command without any attribute that may be absent. */
  public static Command minimalCommand() {
    return new Command(
        ID,
        INVOCATION,
        "placeOrder",
        "/gateway/node-1",
        null,
        TIME,
        new Deadline(TIME.plusSeconds(30)),
        null,
        false,
        1,
        Caller.ANONYMOUS,
        new TraceContext(TRACE.traceparent(), null),
        Payload.json(Buffer.buffer("{}")));
  }

  public static Reply result() {
    return reply(
        201,
        new Payload(Payload.JSON, Map.of("location", "/orders/7"), Buffer.buffer("{\"id\":7}")));
  }

  public static Reply problem() {
    return reply(
        409,
        Problem.named("sold-out", "The item is sold out", 409, "No cheese is left.")
            .with("left", 0)
            .toPayload());
  }

  /** The last word on a recorded command that was given up. */
  public static Reply deadLettered() {
    return gone(Ended.DEAD_LETTERED, Problem.named("worker-gave-up", "Given up", 502, "Sorry."));
  }

  /** The last word on a recorded command that nobody wanted any more. */
  public static Reply cancelled() {
    return gone(Ended.CANCELLED, Problem.named("cancelled", "Cancelled", 409, "Not begun."));
  }

  private static Reply gone(Ended way, Problem problem) {
    return reply(problem.status(), problem.toPayload()).asRecorded(true).asEnded(way);
  }

  public static Reply reply(@Nullable Integer status, Payload payload) {
    return new Reply(
        ANSWER_ID,
        INVOCATION,
        ID,
        "placeOrder",
        "/worker/shipping.order/node-2",
        "order-7",
        TIME.plusMillis(5),
        TIME.plusMillis(41),
        2,
        status,
        TRACE,
        payload);
  }

  public static Progress progress() {
    return new Progress(
        ANSWER_ID,
        INVOCATION,
        ID,
        "placeOrder",
        "/worker/shipping.order/node-2",
        "order-7",
        TIME.plusMillis(12),
        2,
        true,
        TRACE,
        Payload.json(Buffer.buffer("{\"percent\":40}")));
  }

  public static Cancellation cancellation() {
    return Cancellation.of(command(), ANSWER_ID, TIME.plusMillis(12));
  }

  public static Event event() {
    return new Event(
        ANSWER_ID,
        "OrderPlaced",
        "/service/shipping.order",
        "order-7",
        TIME.plusMillis(40),
        INVOCATION,
        ID,
        42L,
        TRACE,
        Payload.json(Buffer.buffer("{\"id\":7}")));
  }

  /** A fresh command that is still wanted for the given time. */
  public static Command fresh(String operation, @Nullable String key, Duration timeout) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(),
        InvocationId.random(),
        operation,
        "/gateway/test",
        key,
        now,
        Deadline.after(timeout, now),
        null,
        false,
        1,
        Caller.ANONYMOUS,
        TraceContext.start(),
        Payload.json(Buffer.buffer("{}")));
  }

  /** A fresh command that is in the ledger. */
  public static Command recorded(String operation) {
    Command plain = fresh(operation, "a", Duration.ofHours(24));
    return new Command(
        plain.id(),
        plain.invocation(),
        plain.operation(),
        plain.source(),
        plain.key(),
        plain.time(),
        plain.expiry(),
        null,
        true,
        1,
        plain.caller(),
        plain.trace(),
        plain.payload());
  }

  /** News of a command. */
  public static Progress progressOf(Command command) {
    return new Progress(
        UUID.randomUUID(),
        command.invocation(),
        command.id(),
        command.operation(),
        "/worker/test/w",
        command.key(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        command.attempt(),
        command.recorded(),
        command.trace().next(),
        Payload.json(Buffer.buffer("{\"percent\":40}")));
  }

  public static Command fresh(String operation) {
    return fresh(operation, null, Duration.ofMinutes(2));
  }

  /** A worker's answer, with its name as the data. */
  public static Reply answerTo(Command command, String worker) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Reply(
        UUID.randomUUID(),
        command.invocation(),
        command.id(),
        command.operation(),
        "/worker/test/" + worker,
        command.key(),
        now,
        now,
        command.attempt(),
        command.recorded(),
        Ended.ANSWERED,
        null,
        command.trace().next(),
        Payload.json(Buffer.buffer("{\"worker\":\"" + worker + "\"}")));
  }
}
