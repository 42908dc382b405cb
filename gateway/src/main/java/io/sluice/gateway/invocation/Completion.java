package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.call.Answer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a worker's reply makes of an invocation.
 *
 * @param commandId the command that it answers; another than the recorded one counts for nothing
 * @param state terminal, or dead-lettered
 * @param started when the worker began
 * @param finished when the worker replied
 */
record Completion(
    InvocationId id,
    UUID commandId,
    InvocationState state,
    Answer answer,
    int attempts,
    Instant started,
    Instant finished) {

  Completion {
    if (!state.isTerminal() && state != InvocationState.DEAD_LETTERED) {
      throw new IllegalArgumentException(state + " completes nothing");
    }
  }

  /** What became of it. */
  enum Result {
    /** The row has it now. */
    WON,
    /** The row had an end before, or is of another command; it stays as it was. */
    LOST,
    /** There is no row. */
    ABSENT
  }

  /** What an invocation has ended with, or was put aside with; empty where it goes on. */
  static Optional<Completion> of(Invocation invocation) {
    Answer answer = invocation.answer();
    Instant finished = invocation.timeline().finished();
    Instant started = invocation.timeline().started();
    boolean isEnd =
        invocation.state().isTerminal() || invocation.state() == InvocationState.DEAD_LETTERED;
    if (!isEnd || answer == null || finished == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Completion(
            invocation.id(),
            invocation.commandId(),
            invocation.state(),
            answer,
            invocation.attempts(),
            started == null ? finished : started,
            finished));
  }
}
