package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.retry.StartedCommands;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs commands of operations that are never retried at most once, also those that come out of
 * their topic again: that one has started is written down before, and one that had been started is
 * answered by its first reply, or by a problem where there is none.
 */
public final class StartedOnce implements CommandRunner {

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Vertx vertx;
  private final CommandRunner next;
  private final Handlers handlers;
  private final StartedCommands started;
  private final Function<UUID, Future<Optional<FirstReply>>> firstReplies;
  private final ReplyFactory replies;
  private final InstantSource clock;

  /**
   * @param next runs the others, and each of these once
   * @param firstReplies finds what a command's transaction has answered
   * @param source who replies: {@code /worker/<service>/<node>}
   */
  public StartedOnce(
      Vertx vertx,
      CommandRunner next,
      Handlers handlers,
      StartedCommands started,
      Function<UUID, Future<Optional<FirstReply>>> firstReplies,
      String source,
      InstantSource clock) {
    this.vertx = vertx;
    this.next = next;
    this.handlers = handlers;
    this.started = started;
    this.firstReplies = firstReplies;
    this.replies = new ReplyFactory(source, clock);
    this.clock = clock;
  }

  @Override
  public Future<RunResult> run(Command command) {
    boolean once =
        handlers
            .find(command.operation())
            .filter(registration -> registration.operation().isRetriedNever())
            .isPresent();
    if (!once) {
      return next.run(command);
    }
    return command.expiry().isPast(clock)
        ? expired(command)
        : start(command, UUID.randomUUID(), System.nanoTime());
  }

  @Override
  public int mostAttempts(String operation) {
    return next.mostAttempts(operation);
  }

  /** What has expired does not start, but may have started before. */
  private Future<RunResult> expired(Command command) {
    return started
        .isStarted(command.id())
        .compose(
            before -> before ? answerAgain(command, System.nanoTime()) : next.run(command),
            failure -> next.run(command));
  }

  private Future<RunResult> start(Command command, UUID run, long begun) {
    return started
        .start(command.id(), run)
        .compose(
            ours -> ours ? next.run(command) : answerAgain(command, begun),
            failure ->
                isOver(command, begun)
                    ? problem(command, Problems.NOT_STARTED)
                    : pause().compose(over -> start(command, run, begun)));
  }

  private Future<RunResult> answerAgain(Command command, long begun) {
    return firstReplies
        .apply(command.id())
        .compose(
            first ->
                first.isPresent()
                    ? Future.succeededFuture(replies.first(command, clock.instant(), first.get()))
                    : problem(command, Problems.STARTED_BEFORE),
            failure ->
                isOver(command, begun)
                    ? problem(command, Problems.STARTED_BEFORE)
                    : pause().compose(over -> answerAgain(command, begun)));
  }

  private Future<RunResult> problem(Command command, Problem problem) {
    return Future.succeededFuture(
        new RunResult.Answered(replies.problem(command, clock.instant(), problem)));
  }

  private boolean isOver(Command command, long begun) {
    return System.nanoTime() - begun + PAUSE.toNanos() > LONGEST.toNanos()
        || command.expiry().remaining(clock).compareTo(PAUSE) <= 0;
  }

  private Future<?> pause() {
    return vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
