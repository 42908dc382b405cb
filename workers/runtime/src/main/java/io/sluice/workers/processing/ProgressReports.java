package io.sluice.workers.processing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.kafka.KafkaProgressSender;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.ReplyTo;
import io.sluice.workers.handler.ProgressReport;
import io.vertx.core.Context;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Sends the progress of one service's commands to where their replies go. Thread-safe. */
public final class ProgressReports {

  /** More than ten news a second nobody reads. */
  static final Duration PAUSE = Duration.ofMillis(100);

  private final Context context;
  private final KafkaProgressSender sender;
  private final String source;
  private final InstantSource clock;

  /**
   * Those of one service on one node.
   *
   * @param context where pauses end
   * @param source who reports: {@code /worker/<service>/<node>}
   */
  public ProgressReports(
      Context context, KafkaProgressSender sender, String source, InstantSource clock) {
    this.context = context;
    this.sender = sender;
    this.source = source;
    this.clock = clock;
  }

  /** For a run of a command; one that says nothing where the command names no topic. */
  public ProgressReport of(Command command) {
    return command.replyTo() instanceof ReplyTo.Kafka address
        ? new PacedProgress(this::later, data -> send(command, address, data))
        : ProgressReport.NONE;
  }

  private void later(Runnable action) {
    // From a thread that is not Vert.x' own a timer would make a context of its own each time.
    context.runOnContext(here -> context.owner().setTimer(PAUSE.toMillis(), fired -> action.run()));
  }

  private void send(Command command, ReplyTo.Kafka address, JsonObject data) {
    var unused =
        sender.send(
            new Progress(
                UuidCreator.getTimeOrderedEpoch(),
                command.invocation(),
                command.id(),
                command.operation(),
                source,
                command.key(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                command.attempt(),
                command.recorded(),
                command.trace().next(),
                Payload.json(data.toBuffer())),
            address);
  }
}
