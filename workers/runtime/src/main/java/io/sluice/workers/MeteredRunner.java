package io.sluice.workers;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.cluster.telemetry.InFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times every run of a command of a service by what came of it: {@code
 * sluice_commands_seconds} with the labels service, transport, operation and outcome; {@code
 * sluice_commands_in_flight} counts those that run now; {@code sluice_retries_total} those that
 * failed and run again.
 */
final class MeteredRunner implements CommandRunner {

  private static final String UNKNOWN = "unknown";

  private final Map<String, AtomicInteger> inFlight = new HashMap<>();
  private final Map<String, Counter> retries = new HashMap<>();
  private final CommandRunner next;
  private final AtomicInteger unknownInFlight;
  private final MeterProvider<Timer> timers;

  MeteredRunner(
      CommandRunner next,
      MeterRegistry meters,
      InFlight gauges,
      String service,
      Set<String> operations,
      String transport) {
    this.next = next;
    this.timers =
        Timer.builder("sluice.commands")
            .description("Runs of commands at the worker, by what came of them")
            .tag("service", service)
            .tag("transport", transport)
            .withRegistry(meters);
    Tags labels = Tags.of("service", service, "transport", transport);
    MeterProvider<Counter> counters =
        Counter.builder("sluice.retries")
            .description("Runs of commands that failed and are followed by another")
            .withRegistry(meters);
    for (String one : operations) {
      Tags ofOne = labels.and("operation", one);
      inFlight.put(one, gauges.of(ofOne));
      // Shown from the beginning on, so that the first can be seen as an increase.
      retries.put(one, counters.withTags(ofOne));
    }
    this.unknownInFlight = gauges.of(labels.and("operation", UNKNOWN));
  }

  @Override
  public Future<RunResult> run(Command command) {
    long start = System.nanoTime();
    AtomicInteger underWay = inFlight.getOrDefault(command.operation(), unknownInFlight);
    underWay.incrementAndGet();
    return next.run(command)
        .onComplete(ended -> underWay.decrementAndGet())
        .onSuccess(result -> count(command, result, System.nanoTime() - start));
  }

  @Override
  public int mostAttempts(String operation) {
    return next.mostAttempts(operation);
  }

  private void count(Command command, RunResult result, long nanos) {
    String operation = operation(command);
    timers
        .withTags("operation", operation, "outcome", outcome(result))
        .record(Duration.ofNanos(nanos));
    Counter counter = retries.get(operation);
    if (result instanceof RunResult.Again && counter != null) {
      counter.increment();
    }
  }

  /** A sender may make up names without end; a label has few values. */
  private String operation(Command command) {
    return inFlight.containsKey(command.operation()) ? command.operation() : UNKNOWN;
  }

  private static String outcome(RunResult result) {
    if (result instanceof RunResult.Deferred) {
      return "deferred";
    }
    Integer status = result.reply().status();
    if (status == null || status < 400) {
      return "success";
    }
    return status < 500 ? "rejected" : "failed";
  }
}
