package io.sluice.gateway.call;

import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Outcome;
import java.time.Duration;

/** What a caller is told. */
public sealed interface CallOutcome {

  /** The end of an invocation that is not recorded. */
  record Ended(Outcome outcome) implements CallOutcome {}

  /**
   * The recorded end of an invocation.
   *
   * @param timeline where its time went
   * @param replayed whether another call began it
   */
  record Recorded(InvocationId invocation, Answer answer, Timeline timeline, boolean replayed)
      implements CallOutcome {}

  /**
   * It is recorded and goes on.
   *
   * @param pause after how long its end may be there
   */
  record Accepted(InvocationId invocation, Duration pause) implements CallOutcome {}

  /** The time was up, and the operation does not answer 202; it is recorded and goes on. */
  record OutOfTime(InvocationId invocation) implements CallOutcome {}

  /**
   * The first call of the same key goes on.
   *
   * @param pause after how long its end may be there
   */
  record InProgress(InvocationId invocation, Duration pause) implements CallOutcome {}

  /**
   * Every attempt at it failed and it was put aside; a redrive may still complete it.
   *
   * @param answer what its caller gets for now
   */
  record DeadLettered(InvocationId invocation, Answer answer) implements CallOutcome {}

  /** The key was used for another request. */
  record KeyReused(InvocationId invocation) implements CallOutcome {}

  /** It expired or its record was removed. */
  record Gone(InvocationId invocation) implements CallOutcome {}
}
