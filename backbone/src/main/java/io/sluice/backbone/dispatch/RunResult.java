package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import java.time.Duration;

/** What came of one run of a command. */
public sealed interface RunResult {

  /** What its caller is told, should nothing come after this run. */
  Reply reply();

  /** The command is finished with its reply: a result, or a problem. */
  record Answered(Reply reply) implements RunResult {}

  /**
   * The command is finished, and its reply comes later, by another way: its caller is told nothing
   * now.
   *
   * @param reply for a transport that cannot but answer now: a problem
   */
  record Deferred(Reply reply) implements RunResult {}

  /**
   * It failed, and is to run again as the next attempt.
   *
   * @param pause that has to be over before
   * @param detail what went wrong, for operators
   */
  record Again(Reply reply, Duration pause, String detail) implements RunResult {}

  /**
   * It failed, and is not run again: a transport that can, puts it aside.
   *
   * @param attempts that were made
   * @param detail what went wrong, for operators
   */
  record GivenUp(Reply reply, int attempts, String detail) implements RunResult {

    /** What its caller is told. */
    public static final Problem PROBLEM =
        Problem.named(
            "worker-gave-up",
            "The worker gave up",
            502,
            "The operation failed on the worker's side each time that it was tried.");
  }
}
