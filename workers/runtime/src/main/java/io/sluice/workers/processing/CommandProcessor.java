package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Handlers.Registration;
import io.sluice.workers.handler.Operation;
import io.sluice.workers.handler.ProgressReport;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.handler.Transactions;
import io.sluice.workers.json.JsonData;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one service's commands: expired? cancelled? handler? an attempt left? run it; and a reply in
 * every case.
 *
 * <p>A handler that is not done within the bound is answered for, so that it cannot hold its place
 * for ever; what it does afterwards nobody learns.
 */
public final class CommandProcessor implements CommandRunner {

  private final Handlers handlers;
  private final Cancellations cancellations;
  private final ReplyFactory replies;
  private final InstantSource clock;
  private final Duration bound;
  private final Transactions transactions;
  private final Function<Command, ProgressReport> progress;

  /** A processor for a service without a database. */
  public CommandProcessor(Handlers handlers, String source, InstantSource clock, Duration bound) {
    this(handlers, source, clock, bound, Transactions.NONE);
  }

  /** A processor for a service whose progress nobody is told. */
  public CommandProcessor(
      Handlers handlers,
      String source,
      InstantSource clock,
      Duration bound,
      Transactions transactions) {
    this(handlers, source, clock, bound, transactions, command -> ProgressReport.NONE);
  }

  /**
   * A processor for one service on one node.
   *
   * @param source who replies: {@code /worker/<service>/<node>}
   * @param bound how long a handler may take
   * @param transactions {@link Transactions#NONE} where the service has no database
   * @param progress makes one for each run
   */
  public CommandProcessor(
      Handlers handlers,
      String source,
      InstantSource clock,
      Duration bound,
      Transactions transactions,
      Function<Command, ProgressReport> progress) {
    this.handlers = handlers;
    this.cancellations = new Cancellations(clock);
    this.replies = new ReplyFactory(source, clock);
    this.clock = clock;
    this.bound = bound;
    this.transactions = transactions;
    this.progress = progress;
  }

  @Override
  public Future<RunResult> run(Command command) {
    Instant started = clock.instant();
    Optional<Problem> unwanted = unwanted(command, started);
    Optional<Registration<?>> handler = handlers.find(command.operation());
    if (unwanted.isPresent()) {
      return handler
          .map(one -> refused(one.operation(), command, started, unwanted.get()))
          .orElseGet(() -> answered(replies.problem(command, started, unwanted.get())));
    }
    return handler
        .map(
            registration ->
                command.attempt() <= registration.operation().mostAttempts()
                    ? run(registration, command, started)
                    : Future.succeededFuture(
                        Failures.afterSilence(
                            command, problem -> replies.problem(command, started, problem))))
        .orElseGet(
            () -> answered(replies.problem(command, started, Problems.unknownOperation(command))));
  }

  @Override
  public int mostAttempts(String operation) {
    return handlers
        .find(operation)
        .map(registration -> registration.operation().mostAttempts())
        .orElse(Integer.MAX_VALUE);
  }

  /** Its command does not start any more, or learns that it may stop. */
  public void cancel(Cancellation cancellation) {
    cancellations.hear(cancellation);
  }

  /** Asked whenever work is about to start, with the clock as it is then. */
  private Optional<Problem> unwanted(Command command, Instant now) {
    if (command.expiry().isPast(now)) {
      return Optional.of(Problems.EXPIRED);
    }
    return cancellations.isCancelled(command.id())
        ? Optional.of(Problems.CANCELLED)
        : Optional.empty();
  }

  private void requireWanted(Command command) {
    unwanted(command, clock.instant())
        .ifPresent(
            problem -> {
              throw new Rejection(problem);
            });
  }

  /**
   * Nobody says "not run" before the inbox was asked, nor refuses a durable command beside its
   * transaction: the first run may have committed, and this one have found what that left.
   */
  private Future<RunResult> refused(
      Operation operation, Command command, Instant started, Problem problem) {
    boolean saysUnrun = problem.equals(Problems.CANCELLED) || problem.equals(Problems.EXPIRED);
    return (saysUnrun || operation.isDurable()) && transactions != Transactions.NONE
        ? unwanted(operation, command, started, problem)
        : answered(replies.problem(command, started, problem));
  }

  /**
   * It may come for a second time, after its transaction has answered or deferred: "not run" would
   * be wrong then. Whoever is still at it is waited for, as in a run, and nothing is begun.
   */
  private Future<RunResult> unwanted(
      Operation operation, Command command, Instant started, Problem problem) {
    Rejection unwanted = new Rejection(problem);
    Runnable never =
        () -> {
          throw unwanted;
        };
    var call = new Call(command, Promise.<Void>promise().future(), never, transactions);
    Function<Problem, Reply> reply = one -> replies.problem(command, started, one);
    return call.transaction(tx -> Future.failedFuture(unwanted))
        .map(first -> replies.first(command, started, first))
        .otherwise(
            failure -> {
              if (failure == unwanted) {
                return new RunResult.Answered(reply.apply(problem));
              }
              // What has not expired has time for another look, as it would have for another run.
              return problem.equals(Problems.EXPIRED)
                  ? new RunResult.Answered(reply.apply(Failures.afterLook(failure, command)))
                  : Failures.after(failure, operation, command, reply);
            });
  }

  private <I> Future<RunResult> run(
      Registration<I> registration, Command command, Instant started) {
    Promise<Void> cancelled = cancellations.begin(command.id());
    ProgressReport report = progress.apply(command);
    Call call =
        new Call(command, cancelled.future(), () -> requireWanted(command), transactions, report);
    return start(registration, command, call)
        .timeout(bound.toMillis(), TimeUnit.MILLISECONDS)
        .transform(
            done -> {
              cancellations.end(command.id(), cancelled);
              report.end();
              return done.succeeded()
                  ? Future.succeededFuture(
                      ended(registration.operation(), command, started, done.result()))
                  : answer(call, done.cause())
                      .map(problem -> refused(registration.operation(), command, started, problem))
                      .orElseGet(() -> Future.failedFuture(done.cause()));
            })
        // A failure, or a rejection whose members cannot be written as JSON.
        .otherwise(
            failure ->
                Failures.after(
                    failure,
                    registration.operation(),
                    command,
                    problem -> replies.problem(command, started, problem)));
  }

  private static Future<RunResult> answered(Reply reply) {
    return Future.succeededFuture(new RunResult.Answered(reply));
  }

  /** What a durable operation answers beside its transaction would not be there again. */
  private RunResult ended(
      Operation operation, Command command, Instant started, @Nullable Object result) {
    if (result instanceof FirstReply first) {
      return replies.first(command, started, first);
    }
    if (operation.isDurable()) {
      throw new IllegalStateException(
          "operation %s is durable: its handler has to return what call.transaction returns"
              .formatted(operation.name()));
    }
    return new RunResult.Answered(replies.result(command, started, result));
  }

  private static <I> Future<?> start(Registration<I> registration, Command command, Call call) {
    try {
      I input = JsonData.read(command.payload().data(), registration.input());
      return Objects.requireNonNull(registration.function().handle(input, call), "no future");
    } catch (Throwable e) {
      // Whatever a handler throws, its caller and its key must not wait for ever.
      return Future.failedFuture(e);
    }
  }

  /** A rejection is an answer; anything else is for the operator to read, not for the caller. */
  private static Optional<Problem> answer(Call call, Throwable failure) {
    if (failure instanceof Rejection rejection) {
      return Optional.of(rejection.problem());
    }
    return failure instanceof CancellationException && call.isCancelled()
        ? Optional.of(Problems.CANCELLED)
        : Optional.empty();
  }
}
