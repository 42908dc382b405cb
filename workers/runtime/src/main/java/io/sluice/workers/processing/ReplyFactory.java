package io.sluice.workers.processing;

import com.github.f4b6a3.uuid.alt.GUID;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Ended;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.json.JsonData;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes the reply to a command. */
final class ReplyFactory {

  private final String source;
  private final InstantSource clock;

  ReplyFactory(String source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * The reply for what a handler returned.
   *
   * @throws IllegalStateException when it cannot be written as JSON
   */
  Reply result(Command command, Instant started, @Nullable Object result) {
    FirstReply.Given answer = JsonData.reply(result);
    return reply(command, started, answer.status(), answer.payload());
  }

  /** What comes of a transaction: an answer, or none as yet. */
  RunResult first(Command command, Instant started, FirstReply first) {
    return switch (first) {
      case FirstReply.Given given -> new RunResult.Answered(result(command, started, given));
      case FirstReply.Deferred deferred ->
          new RunResult.Deferred(problem(command, started, Problems.DEFERRED));
    };
  }

  Reply problem(Command command, Instant started, Problem problem) {
    Reply reply = reply(command, started, problem.status(), problem.toPayload());
    return problem.equals(Problems.CANCELLED) ? reply.asEnded(Ended.CANCELLED) : reply;
  }

  private Reply reply(Command command, Instant started, @Nullable Integer status, Payload payload) {
    return new Reply(
        // Nobody need be unable to guess it, and no two threads need wait for each other.
        GUID.v7().toUUID(),
        command.invocation(),
        command.id(),
        command.operation(),
        source,
        command.key(),
        started.truncatedTo(ChronoUnit.MILLIS),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        command.attempt(),
        command.recorded(),
        Ended.ANSWERED,
        status,
        command.trace().next(),
        payload);
  }
}
