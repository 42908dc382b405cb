package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.retry.StartedCommands;
import io.sluice.workers.retry.StartedCommands.Started;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs commands of operations that are never retried at most once, also those that come out of
 * their topic again: that one has started is written down before, and one that had been started is
 * answered by its first reply, or by a problem where there is none and its run is over. A run on
 * this node is waited for; one on another is over when a handler's time is.
 */
public final class StartedOnce implements CommandRunner {

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<UUID, Future<RunResult>> running = new ConcurrentHashMap<>();
  private final long node = UUID.randomUUID().getMostSignificantBits();
  private final Vertx vertx;
  private final CommandRunner next;
  private final Handlers handlers;
  private final StartedCommands started;
  private final Function<UUID, Future<Optional<FirstReply>>> firstReplies;
  private final ReplyFactory replies;
  private final InstantSource clock;
  private final Duration bound;

  /**
   * @param next runs the others, and each of these once
   * @param firstReplies finds what a command's transaction has answered, and waits for one that is
   *     at work on it
   * @param source who replies: {@code /worker/<service>/<node>}
   * @param bound how long a handler may take
   */
  public StartedOnce(
      Vertx vertx,
      CommandRunner next,
      Handlers handlers,
      StartedCommands started,
      Function<UUID, Future<Optional<FirstReply>>> firstReplies,
      String source,
      InstantSource clock,
      Duration bound) {
    this.vertx = vertx;
    this.next = next;
    this.handlers = handlers;
    this.started = started;
    this.firstReplies = firstReplies;
    this.replies = new ReplyFactory(source, clock);
    this.clock = clock;
    this.bound = bound;
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
        : start(command, newRun(), System.nanoTime());
  }

  @Override
  public int mostAttempts(String operation) {
    return next.mostAttempts(operation);
  }

  /** Tells, too, whether it was started on this node. */
  private UUID newRun() {
    return new UUID(node, UUID.randomUUID().getLeastSignificantBits());
  }

  /** What has expired does not start, but may have started before. */
  private Future<RunResult> expired(Command command) {
    return started
        .find(command.id())
        .compose(
            before ->
                before.isPresent() ? answerAgain(command, System.nanoTime()) : next.run(command),
            failure -> next.run(command));
  }

  private Future<RunResult> start(Command command, UUID run, long begun) {
    return started
        .start(command.id(), run)
        .compose(
            ours -> ours ? runOnce(command) : answerAgain(command, begun),
            failure ->
                isOver(command, begun)
                    ? problem(command, Problems.NOT_STARTED)
                    : pause().compose(over -> start(command, run, begun)));
  }

  private Future<RunResult> runOnce(Command command) {
    Future<RunResult> run = next.run(command);
    running.put(command.id(), run);
    return run.onComplete(over -> running.remove(command.id(), run));
  }

  private Future<RunResult> answerAgain(Command command, long begun) {
    Future<RunResult> here = running.get(command.id());
    if (here != null) {
      return here;
    }
    // In this order: what was over before the look has left its reply there.
    return started
        .find(command.id())
        .compose(
            run ->
                firstReplies
                    .apply(command.id())
                    .compose(
                        first ->
                            first.isPresent()
                                ? Future.succeededFuture(
                                    replies.first(command, clock.instant(), first.get()))
                                : unanswered(command, run)),
            failure ->
                isOver(command, begun)
                    ? problem(command, Problems.STARTED_BEFORE)
                    : pause().compose(over -> answerAgain(command, begun)));
  }

  /** No attempt, but another look: it is not known to be over. */
  private Future<RunResult> unanswered(Command command, Optional<Started> run) {
    Duration left =
        run.filter(one -> one.run().getMostSignificantBits() != node)
            .map(one -> bound.minus(one.age()))
            .orElse(Duration.ZERO);
    if (!left.isPositive()) {
      return problem(command, Problems.STARTED_BEFORE);
    }
    var reply = replies.problem(command, clock.instant(), Problems.STARTED_BEFORE);
    return Future.succeededFuture(
        new RunResult.Again(reply, left.plus(PAUSE), "begun before, on another node"));
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
