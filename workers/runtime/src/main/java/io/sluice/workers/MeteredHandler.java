package io.sluice.workers;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;

/**
 * Counts and times every command of a service by its reply: {@code sluice_commands_seconds} with
 * the labels service, transport, operation and outcome.
 */
final class MeteredHandler implements CommandHandler {

  private final CommandHandler next;
  private final Set<String> operations;
  private final MeterProvider<Timer> timers;

  MeteredHandler(
      CommandHandler next,
      MeterRegistry meters,
      String service,
      Set<String> operations,
      String transport) {
    this.next = next;
    this.operations = operations;
    this.timers =
        Timer.builder("sluice.commands")
            .description("Commands from their arrival at the worker to their reply")
            .tag("service", service)
            .tag("transport", transport)
            .withRegistry(meters);
  }

  @Override
  public Future<Reply> handle(Command command) {
    long start = System.nanoTime();
    return next.handle(command)
        .onSuccess(
            reply ->
                timers
                    .withTags("operation", operation(command), "outcome", outcome(reply))
                    .record(Duration.ofNanos(System.nanoTime() - start)));
  }

  /** A sender may make up names without end; a label has few values. */
  private String operation(Command command) {
    return operations.contains(command.operation()) ? command.operation() : "unknown";
  }

  private static String outcome(Reply reply) {
    Integer status = reply.status();
    if (status == null || status < 400) {
      return "success";
    }
    return status < 500 ? "rejected" : "failed";
  }
}
