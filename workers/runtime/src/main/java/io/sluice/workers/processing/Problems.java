package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;

/** What the runtime itself answers when there is no result. */
final class Problems {

  static final Problem EXPIRED =
      Problem.named(
          "deadline-exceeded",
          "The deadline has passed",
          504,
          "The command reached a worker after its deadline and was not run.");

  static final Problem EXPIRED_UNKNOWN =
      Problem.named(
          "outcome-unknown",
          "Outcome unknown",
          504,
          "The command reached a worker after its deadline. Whether it had run before could not be"
              + " looked up.");

  static final Problem CANCELLED =
      Problem.named(
          "cancelled",
          "The command was cancelled",
          409,
          "Nobody wanted the result any more; the work was not begun, or was stopped.");

  static final Problem FAILED =
      Problem.named(
          "worker-failed", "The worker failed", 500, "The operation failed on the worker's side.");

  static final Problem GIVEN_UP = RunResult.GivenUp.PROBLEM;

  static final Problem STARTED_BEFORE =
      Problem.named(
          "outcome-unknown",
          "Outcome unknown",
          502,
          "The operation was begun before, and is not run again. How far it came is not known.");

  static final Problem DEFERRED =
      Problem.named(
          "outcome-unknown",
          "Outcome unknown",
          504,
          "The operation was begun before, and its reply comes later, where it was asked for then.");

  static final Problem NOT_STARTED =
      Problem.named(
          "worker-unavailable",
          "The worker is unavailable",
          503,
          "The service's database could not be used. Nothing was changed.");

  private Problems() {}

  static Problem unknownOperation(Command command) {
    return Problem.named(
        "unknown-operation",
        "The worker does not know the operation",
        502,
        "The service has no handler for " + command.operation() + ".");
  }
}
