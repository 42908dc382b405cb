package io.sluice.workers;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.cluster.telemetry.InFlight;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times every command of a service by its reply: {@code sluice_commands_seconds} with
 * the labels service, transport, operation and outcome; {@code sluice_commands_in_flight} counts
 * those that have none yet.
 */
final class MeteredHandler implements CommandHandler {

  private static final String UNKNOWN = "unknown";

  private final Map<String, AtomicInteger> inFlight = new HashMap<>();
  private final CommandHandler next;
  private final AtomicInteger unknownInFlight;
  private final MeterProvider<Timer> timers;

  MeteredHandler(
      CommandHandler next,
      MeterRegistry meters,
      InFlight gauges,
      String service,
      Set<String> operations,
      String transport) {
    this.next = next;
    this.timers =
        Timer.builder("sluice.commands")
            .description("Commands from their arrival at the worker to their reply")
            .tag("service", service)
            .tag("transport", transport)
            .withRegistry(meters);
    Tags labels = Tags.of("service", service, "transport", transport);
    operations.forEach(one -> inFlight.put(one, gauges.of(labels.and("operation", one))));
    this.unknownInFlight = gauges.of(labels.and("operation", UNKNOWN));
  }

  @Override
  public Future<Reply> handle(Command command) {
    long start = System.nanoTime();
    AtomicInteger underWay = inFlight.getOrDefault(command.operation(), unknownInFlight);
    underWay.incrementAndGet();
    return next.handle(command)
        .onComplete(ended -> underWay.decrementAndGet())
        .onSuccess(
            reply ->
                timers
                    .withTags("operation", operation(command), "outcome", outcome(reply))
                    .record(Duration.ofNanos(System.nanoTime() - start)));
  }

  /** A sender may make up names without end; a label has few values. */
  private String operation(Command command) {
    return inFlight.containsKey(command.operation()) ? command.operation() : UNKNOWN;
  }

  private static String outcome(Reply reply) {
    Integer status = reply.status();
    if (status == null || status < 400) {
      return "success";
    }
    return status < 500 ? "rejected" : "failed";
  }
}
