package io.sluice.backbone.message;

import java.time.Instant;

/** How a dispatch ended: with a worker's reply, or without one. */
public sealed interface Outcome {

  /**
   * A worker replied, with a result or a problem.
   *
   * @param arrived when the reply reached this node, by its own clock
   */
  record Answered(Reply reply, Instant arrived) implements Outcome {}

  /**
   * No reply.
   *
   * @param detail one sentence for the caller; nothing internal
   */
  record Unanswered(Failure failure, String detail) implements Outcome {}
}
