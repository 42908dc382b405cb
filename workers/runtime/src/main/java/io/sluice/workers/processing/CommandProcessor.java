package io.sluice.workers.processing;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Handlers.Registration;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one service's commands: expired? handler? run it; and a reply in every case.
 *
 * <p>A handler that is not done within the bound is answered for, so that it cannot hold its place
 * for ever; what it does afterwards nobody learns.
 */
public final class CommandProcessor implements CommandHandler {

  private static final Logger log = LoggerFactory.getLogger(CommandProcessor.class);

  private final Handlers handlers;
  private final ReplyFactory replies;
  private final InstantSource clock;
  private final Duration bound;

  /**
   * A processor for one service on one node.
   *
   * @param source who replies: {@code /worker/<service>/<node>}
   * @param bound how long a handler may take
   */
  public CommandProcessor(Handlers handlers, String source, InstantSource clock, Duration bound) {
    this.handlers = handlers;
    this.replies = new ReplyFactory(source, clock);
    this.clock = clock;
    this.bound = bound;
  }

  @Override
  public Future<Reply> handle(Command command) {
    Instant started = clock.instant();
    if (command.expiry().isPast(clock)) {
      return Future.succeededFuture(replies.problem(command, started, Problems.EXPIRED));
    }
    return handlers
        .find(command.operation())
        .map(registration -> run(registration, command, started))
        .orElseGet(
            () ->
                Future.succeededFuture(
                    replies.problem(command, started, Problems.unknownOperation(command))));
  }

  private <I> Future<Reply> run(Registration<I> registration, Command command, Instant started) {
    return start(registration, command)
        .timeout(bound.toMillis(), TimeUnit.MILLISECONDS)
        .map(result -> replies.result(command, started, result))
        .otherwise(failure -> replies.problem(command, started, problem(command, failure)))
        // A rejection whose members cannot be written as JSON.
        .otherwise(failure -> replies.problem(command, started, failed(command, failure)));
  }

  private static <I> Future<@Nullable Object> start(Registration<I> registration, Command command) {
    try {
      I input = JsonData.read(command.payload().data(), registration.input());
      return registration
          .function()
          .handle(input, new Call(command))
          .<@Nullable Object>map(result -> result);
    } catch (Throwable e) {
      // Whatever a handler throws, its caller and its key must not wait for ever.
      return Future.failedFuture(e);
    }
  }

  /** A rejection is an answer; anything else is for the operator to read, not for the caller. */
  private static Problem problem(Command command, Throwable failure) {
    if (failure instanceof Rejection rejection) {
      return rejection.problem();
    }
    return failed(command, failure);
  }

  private static Problem failed(Command command, Throwable failure) {
    CallLog.about(log.atError(), command).setCause(failure).log("handler failed");
    return Problems.FAILED;
  }
}
