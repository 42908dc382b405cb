package io.sluice.backbone.kafka;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Ended;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The reply to a copy of a command that is a dead letter: what its caller was told then. */
final class GivenUpReply {

  private static final Problem PROBLEM = RunResult.GivenUp.PROBLEM;

  private GivenUpReply() {}

  static Reply to(Command command, String topic, Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    return new Reply(
        UuidCreator.getTimeOrderedEpoch(),
        command.invocation(),
        command.id(),
        command.operation(),
        "/dead-letters/" + topic,
        command.key(),
        time,
        time,
        command.attempt(),
        command.recorded(),
        Ended.DEAD_LETTERED,
        PROBLEM.status(),
        command.trace().next(),
        PROBLEM.toPayload());
  }
}
