package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.HinderedException;
import io.sluice.workers.handler.Operation;
import io.sluice.workers.handler.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a handler's failure means for its command, by the operation's policy. */
final class Failures {

  private static final Logger log = LoggerFactory.getLogger(Failures.class);
  private static final int LONGEST_DETAIL = 1_000;

  private Failures() {}

  /**
   * After a run that failed.
   *
   * @param replies makes the command's reply of a problem
   */
  static RunResult after(
      Throwable failure, Operation operation, Command command, Function<Problem, Reply> replies) {
    Problem problem =
        failure instanceof HinderedException hindered ? hindered.problem() : Problems.FAILED;
    Optional<Retry> policy = operation.retry();
    if (policy.isEmpty()) {
      tellLast(command, failure);
      return new RunResult.Answered(replies.apply(problem));
    }
    int attempt = command.attempt();
    String detail = detail(failure);
    if (attempt >= policy.get().attempts()) {
      tellLast(command, failure);
      return givenUp(attempt, detail, replies);
    }
    Duration pause = policy.get().pauseAfter(attempt);
    CallLog.about(log.atWarn(), command)
        .addKeyValue("attempt", attempt)
        .addKeyValue("pause", pause)
        .addKeyValue("reason", detail)
        .log("handler failed and runs again");
    return new RunResult.Again(replies.apply(problem), pause, detail);
  }

  /** After it could not be looked up what a command had answered that has expired. */
  static Problem afterLook(Throwable failure, Command command) {
    if (!(failure instanceof HinderedException)) {
      CallLog.about(log.atError(), command).setCause(failure).log("first reply not looked up");
    }
    return Problems.EXPIRED_UNKNOWN;
  }

  /** Its last attempt ended without a word: it ended the process, or the process ended with it. */
  static RunResult afterSilence(Command command, Function<Problem, Reply> replies) {
    CallLog.about(log.atError(), command)
        .addKeyValue("attempts", command.attempt() - 1)
        .log("no attempt at the command came to an end");
    return givenUp(command.attempt() - 1, "no attempt came to an end", replies);
  }

  private static RunResult givenUp(int attempts, String detail, Function<Problem, Reply> replies) {
    return new RunResult.GivenUp(replies.apply(Problems.GIVEN_UP), attempts, detail);
  }

  private static void tellLast(Command command, Throwable failure) {
    if (!(failure instanceof HinderedException)) {
      CallLog.about(log.atError(), command).setCause(failure).log("handler failed");
    }
  }

  private static String detail(Throwable failure) {
    String text = failure.toString();
    return text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text;
  }
}
