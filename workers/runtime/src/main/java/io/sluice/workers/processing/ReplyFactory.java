package io.sluice.workers.processing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Answer;
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
    try {
      if (result instanceof Answer answer) {
        var payload = new Payload(Payload.JSON, answer.headers(), JsonData.write(answer.body()));
        return reply(command, started, answer.status(), payload);
      }
      return reply(command, started, null, Payload.json(JsonData.write(result)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the result cannot be written as JSON", e);
    }
  }

  Reply problem(Command command, Instant started, Problem problem) {
    return reply(command, started, problem.status(), problem.toPayload());
  }

  private Reply reply(Command command, Instant started, @Nullable Integer status, Payload payload) {
    return new Reply(
        UuidCreator.getTimeOrderedEpoch(),
        command.invocation(),
        command.id(),
        command.operation(),
        source,
        command.key(),
        started.truncatedTo(ChronoUnit.MILLIS),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        command.attempt(),
        status,
        command.trace().next(),
        payload);
  }
}
