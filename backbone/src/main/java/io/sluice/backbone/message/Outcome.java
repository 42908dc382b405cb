package io.sluice.backbone.message;

import java.time.Duration;
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
   * @param pause after how long a repetition may do better
   */
  record Unanswered(Failure failure, String detail, Duration pause) implements Outcome {

    private static final Duration SHORT = Duration.ofSeconds(1);

    /** A repetition may do better soon. */
    public Unanswered(Failure failure, String detail) {
      this(failure, detail, SHORT);
    }
  }
}
