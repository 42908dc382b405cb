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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times every run of a command of a service by what came of it: {@code
 * sluice_commands_seconds} with the labels service, transport, operation and outcome; {@code
 * sluice_commands_in_flight} counts those that run now; {@code sluice_retries_total} those that
 * failed and run again.
 */
final class MeteredRunner implements CommandRunner {

  private static final String UNKNOWN = "unknown";

  private final Map<String, Measured> byOperation = new HashMap<>();
  private final CommandRunner next;
  private final Measured unknown;

  MeteredRunner(
      CommandRunner next,
      MeterRegistry meters,
      InFlight gauges,
      String service,
      Set<String> operations,
      String transport) {
    this.next = next;
    Tags labels = Tags.of("service", service, "transport", transport);
    for (String one : operations) {
      byOperation.put(one, new Measured(meters, gauges, labels.and("operation", one), true));
    }
    // A sender may make up names without end; a label has few values.
    this.unknown = new Measured(meters, gauges, labels.and("operation", UNKNOWN), false);
  }

  @Override
  public Future<RunResult> run(Command command) {
    long start = System.nanoTime();
    Measured operation = byOperation.getOrDefault(command.operation(), unknown);
    operation.inFlight.incrementAndGet();
    return next.run(command)
        .onComplete(
            result -> operation.end(result, System.nanoTime() - start),
            failure -> operation.inFlight.decrementAndGet());
  }

  @Override
  public int mostAttempts(String operation) {
    return next.mostAttempts(operation);
  }

  /** One operation's meters. The registry is asked once for each: it takes longer than to count. */
  private static final class Measured {

    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final MeterProvider<Timer> provider;
    private final AtomicInteger inFlight;
    private final @Nullable Counter retries;

    private Measured(MeterRegistry meters, InFlight gauges, Tags labels, boolean isRetried) {
      this.provider =
          Timer.builder("sluice.commands")
              .description("Runs of commands at the worker, by what came of them")
              .tags(labels)
              .withRegistry(meters);
      this.inFlight = gauges.of(labels);
      // Shown from the beginning on, so that the first can be seen as an increase.
      this.retries =
          isRetried
              ? Counter.builder("sluice.retries")
                  .description("Runs of commands that failed and are followed by another")
                  .tags(labels)
                  .register(meters)
              : null;
    }

    private void end(RunResult result, long nanos) {
      inFlight.decrementAndGet();
      timers
          .computeIfAbsent(outcome(result), outcome -> provider.withTag("outcome", outcome))
          .record(nanos, TimeUnit.NANOSECONDS);
      if (result instanceof RunResult.Again && retries != null) {
        retries.increment();
      }
    }
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
