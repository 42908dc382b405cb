package io.sluice.gateway.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Outcome;
import io.sluice.cluster.telemetry.InFlight;
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
final class MeteredDispatcher implements Dispatcher {

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

  private final Dispatcher next;
  private final Map<Failure, Timer> unanswered = new EnumMap<>(Failure.class);
  private final AtomicInteger inFlight;
  private final Timer success;
  private final Timer rejected;
  private final Timer failed;

  MeteredDispatcher(
      Dispatcher next, MeterRegistry meters, InFlight gauges, Destination destination) {
    this.next = next;
    this.inFlight = gauges.of(labels(destination));
    this.success = timer(meters, destination, "success");
    this.rejected = timer(meters, destination, "rejected");
    this.failed = timer(meters, destination, "failed");
    for (Failure failure : Failure.values()) {
      unanswered.put(failure, timer(meters, destination, failure.name().toLowerCase(Locale.ROOT)));
    }
  }

  @Override
  public Future<Outcome> dispatch(Command command) {
    long start = System.nanoTime();
    inFlight.incrementAndGet();
    return next.dispatch(command)
        .onComplete(ended -> inFlight.decrementAndGet())
        .onSuccess(outcome -> timerOf(outcome).record(Duration.ofNanos(System.nanoTime() - start)));
  }

  @Override
  public void cancel(Command command) {
    next.cancel(command);
  }

  private Timer timerOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unanswered none -> unanswered.getOrDefault(none.failure(), failed);
      case Outcome.Answered answered -> {
        Integer status = answered.reply().status();
        if (status == null || status < 400) {
          yield success;
        }
        yield status < 500 ? rejected : failed;
      }
    };
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
