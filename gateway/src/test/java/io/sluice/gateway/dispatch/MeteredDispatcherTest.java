package io.sluice.gateway.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.TraceContext;
import io.sluice.cluster.telemetry.InFlight;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MeteredDispatcherTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final InFlight inFlight = new InFlight(meters, "sluice.calls.in.flight", "under way");

  @Test
  void aReplyIsSuccessRejectionOrFailureByItsStatus() {
    assertEquals("success", labelOf(reply(null)));
    assertEquals("success", labelOf(reply(200)));
    assertEquals("success", labelOf(reply(399)));
    assertEquals("rejected", labelOf(reply(400)));
    assertEquals("rejected", labelOf(reply(499)));
    assertEquals("failed", labelOf(reply(500)));
    assertEquals("failed", labelOf(reply(503)));
  }

  @Test
  void aCallWithoutAReplyHasItsFailureForALabel() {
    for (Failure failure : Failure.values()) {
      assertEquals(
          failure.name().toLowerCase(Locale.ROOT), labelOf(new Outcome.Unanswered(failure, "why")));
    }
  }

  @Test
  void theLabelsSayWhereTheCommandsGo() {
    var bus = new Destination.OverEventBus("show", "test.calls", Duration.ofSeconds(5), true);
    var kafka = new Destination.OverKafka("make", "test.calls", Duration.ofSeconds(5), "t");

    assertEquals(1, record(bus, reply(null)).count());
    assertEquals(1, record(kafka, reply(null)).count());

    assertEquals(1, timer("show", "event-bus", "success").count());
    assertEquals(1, timer("make", "kafka", "success").count());
  }

  @Test
  void everyOutcomeIsThereBeforeTheFirstCall() {
    var dispatcher = metered(Future.succeededFuture(reply(null)));

    assertEquals(4 + Failure.values().length, meters.find("sluice.calls").timers().size());
    assertEquals(true, dispatcher.dispatch(call()).succeeded());
  }

  @Test
  void aCallCountsWhenItEndsAndItsOutcomeIsPassedOn() {
    Promise<Outcome> pending = Promise.promise();
    Future<CallOutcome> result = metered(pending.future()).dispatch(call());
    assertEquals(0, timer("show", "event-bus", "success").count());

    Outcome outcome = reply(200);
    pending.complete(outcome);

    assertEquals(new CallOutcome.Ended(outcome), result.result());
    assertEquals(1, timer("show", "event-bus", "success").count());
  }

  @Test
  void aCallIsInFlightUntilItEndsAlsoWhenTheContractIsTakenAnew() {
    Promise<Outcome> first = Promise.promise();
    Promise<Outcome> second = Promise.promise();

    Future<CallOutcome> one = metered(first.future()).dispatch(call());
    Future<CallOutcome> other = metered(second.future()).dispatch(call());

    assertEquals(2, inFlightNow());
    first.complete(reply(200));
    second.fail("broken");
    assertEquals(true, one.succeeded() && other.failed());
    assertEquals(0, inFlightNow());
  }

  private double inFlightNow() {
    return meters
        .get("sluice.calls.in.flight")
        .tags("operation", "show", "service", "test.calls", "transport", "event-bus")
        .gauge()
        .value();
  }

  private String labelOf(Outcome outcome) {
    meters.clear();
    Future<CallOutcome> ended = metered(Future.succeededFuture(outcome)).dispatch(call());
    assertEquals(new CallOutcome.Ended(outcome), ended.result());
    var counted =
        meters.find("sluice.calls").timers().stream().filter(timer -> timer.count() > 0).toList();
    assertEquals(1, counted.size());
    return String.valueOf(counted.getFirst().getId().getTag("outcome"));
  }

  private Timer record(Destination destination, Outcome outcome) {
    Future<CallOutcome> ended =
        new MeteredDispatcher(
                ending(Future.succeededFuture(outcome)), meters, inFlight, destination)
            .dispatch(call());
    assertEquals(new CallOutcome.Ended(outcome), ended.result());
    return timer(destination.operation(), destination.transport(), "success");
  }

  private MeteredDispatcher metered(Future<Outcome> outcome) {
    return new MeteredDispatcher(
        ending(outcome),
        meters,
        inFlight,
        new Destination.OverEventBus("show", "test.calls", Duration.ofSeconds(5), true));
  }

  private static CallDispatcher ending(Future<Outcome> outcome) {
    return new CallDispatcher() {
      @Override
      public Future<CallOutcome> dispatch(Call call) {
        return outcome.map(CallOutcome.Ended::new);
      }

      @Override
      public void cancel(Call call) {
        throw new AssertionError("nobody cancels");
      }
    };
  }

  private Timer timer(String operation, String transport, String outcome) {
    return meters
        .get("sluice.calls")
        .tags("operation", operation, "service", "test.calls")
        .tags("transport", transport, "outcome", outcome)
        .timer();
  }

  private static Outcome reply(@Nullable Integer status) {
    var reply =
        new Reply(
            new UUID(0, 1),
            new InvocationId(new UUID(0, 2)),
            new UUID(0, 3),
            "show",
            "/worker/test.calls/n",
            null,
            NOW,
            NOW,
            1,
            status,
            TraceContext.start(),
            Payload.json(Buffer.buffer("{}")));
    return new Outcome.Answered(reply, NOW);
  }

  private static Call call() {
    return Call.plain(
        new Command(
            new UUID(0, 3),
            new InvocationId(new UUID(0, 2)),
            "show",
            "/gateway/n",
            null,
            NOW,
            new Deadline(NOW.plusSeconds(1)),
            null,
            false,
            1,
            Caller.ANONYMOUS,
            TraceContext.start(),
            Payload.json(Buffer.buffer("{}"))));
  }
}
