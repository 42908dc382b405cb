package io.sluice.gateway.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.cluster.telemetry.InFlight;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times every call of one operation by its outcome: {@code sluice_calls_seconds} with
 * the labels operation, service, transport and outcome; {@code sluice_calls_in_flight} counts those
 * that have none yet.
 */
final class MeteredDispatcher implements CallDispatcher {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final CallDispatcher next;
  private final Map<Failure, Timer> unanswered = new EnumMap<>(Failure.class);
  private final AtomicInteger inFlight;
  private final Timer success;
  private final Timer rejected;
  private final Timer failed;
  private final Timer accepted;

  MeteredDispatcher(
      CallDispatcher next, MeterRegistry meters, InFlight gauges, Destination destination) {
    this.next = next;
    this.inFlight = gauges.of(labels(destination));
    this.success = timer(meters, destination, "success");
    this.rejected = timer(meters, destination, "rejected");
    this.failed = timer(meters, destination, "failed");
    this.accepted = timer(meters, destination, "accepted");
    for (Failure failure : Failure.values()) {
      unanswered.put(failure, timer(meters, destination, failure.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public Future<CallOutcome> dispatch(Call call) {
    long start = System.nanoTime();
    inFlight.incrementAndGet();
    return next.dispatch(call)
        .onComplete(ended -> inFlight.decrementAndGet())
        .onSuccess(outcome -> timerOf(outcome).record(Duration.ofNanos(System.nanoTime() - start)));
  }

  @Override
  public void cancel(Call call) {
    next.cancel(call);
  }

  private Timer timerOf(CallOutcome outcome) {
    return switch (outcome) {
      case CallOutcome.Ended ended -> timerOf(ended.outcome());
      case CallOutcome.Recorded recorded -> timerOf(recorded.answer().status());
      case CallOutcome.DeadLettered put -> failed;
      case CallOutcome.Accepted goesOn -> accepted;
      case CallOutcome.OutOfTime late -> unanswered.getOrDefault(Failure.TIMED_OUT, failed);
      case CallOutcome.InProgress first -> rejected;
      case CallOutcome.KeyReused other -> rejected;
      case CallOutcome.Gone gone -> rejected;
    };
  }

  private Timer timerOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unanswered none -> unanswered.getOrDefault(none.failure(), failed);
      case Outcome.Answered answered -> {
        Integer status = answered.reply().status();
        yield status == null ? success : timerOf(status);
      }
    };
  }

  private Timer timerOf(int status) {
    if (status < 400) {
      return success;
    }
    return status < 500 ? rejected : failed;
  }

  private static Timer timer(MeterRegistry meters, Destination destination, String outcome) {
    return Timer.builder("sluice.calls")
        .description("Calls from the dispatch of their command to their outcome")
        .tags(labels(destination))
        .tag("outcome", outcome)
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  private static Tags labels(Destination destination) {
    return Tags.of(
        "operation",
        destination.operation(),
        "service",
        destination.service(),
        "transport",
        destination.transport());
  }
}
