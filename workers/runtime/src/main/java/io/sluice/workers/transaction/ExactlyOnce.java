package io.sluice.workers.transaction;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.workers.database.DatabaseTrouble;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.HinderedException;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.handler.Transactions;
import io.sluice.workers.outbox.Pending;
import io.sluice.workers.transaction.Ended.Doubt;
import io.sluice.workers.transaction.Ended.Hindered;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts at a command's work until one counts, the deadline is near, or 10 s are over.
 *
 * <p>An attempt that lost its connection while it committed leaves a doubt. The next one ends it:
 * it waits in the inbox until the server is done with the lost one, and then finds its reply, or
 * that there is none.
 */
final class ExactlyOnce implements Transactions {

  private static final Logger log = LoggerFactory.getLogger(ExactlyOnce.class);

  /** After that the key, and what waits behind it, has been held up long enough. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final int MOST_CONFLICTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final FailureSpell given = new FailureSpell(InstantSource.system());
  private final Context context;
  private final InstantSource clock;
  private final BiFunction<Call, Function<Transaction, Future<?>>, Attempt> attempts;
  private final Consumer<List<Pending>> published;

  /**
   * @param context where attempts run
   * @param published takes the events of each commit, on the context
   */
  ExactlyOnce(
      Context context,
      InstantSource clock,
      BiFunction<Call, Function<Transaction, Future<?>>, Attempt> attempts,
      Consumer<List<Pending>> published) {
    this.context = context;
    this.clock = clock;
    this.attempts = attempts;
    this.published = published;
  }

  @Override
  public Future<FirstReply> run(Call call, Function<Transaction, Future<?>> work) {
    Promise<FirstReply> done = Promise.promise();
    Instant limit = clock.instant().plus(LONGEST);
    Instant deadline = call.deadline().at();
    var run = new Run(call, work, deadline.isBefore(limit) ? deadline : limit);
    if (Vertx.currentContext() == context) {
      run.next().onComplete(done);
    } else {
      context.runOnContext(ignored -> run.next().onComplete(done));
    }
    return done.future();
  }

  /** One command's attempts. */
  private final class Run {

    private final Call call;
    private final Function<Transaction, Future<?>> work;
    private final Instant end;
    private int conflicts;
    private int failures;
    private boolean doubt;

    private Run(Call call, Function<Transaction, Future<?>> work, Instant end) {
      this.call = call;
      this.work = work;
      this.end = end;
    }

    Future<FirstReply> next() {
      return attempts.apply(call, work).run().compose(this::ended);
    }

    private Future<FirstReply> ended(Ended ended) {
      return switch (ended) {
        case Ended.Answered answered -> {
          published.accept(answered.events());
          tellSuccess();
          yield Future.succeededFuture(answered.reply());
        }
        case Ended.Failed failed -> Future.failedFuture(failed.cause());
        case Hindered hindered -> again(hindered);
      };
    }

    private Future<FirstReply> again(Hindered hindered) {
      doubt = hindered.doubt() == Doubt.AS_BEFORE ? doubt : hindered.doubt() == Doubt.RAISED;
      conflicts += hindered.trouble() == DatabaseTrouble.CONFLICT ? 1 : 0;
      long pause = pause(failures++);
      boolean over = !clock.instant().plusMillis(pause).isBefore(end);
      if (over || conflicts > MOST_CONFLICTS) {
        tellFailure(call, hindered);
        return Future.failedFuture(
            new HinderedException(doubt ? Hindrance.UNKNOWN : Hindrance.UNAVAILABLE));
      }
      return context.owner().timer(pause, TimeUnit.MILLISECONDS).compose(fired -> next());
    }
  }

  /** Half of it by chance, so that those who met do not meet again. */
  private static long pause(int failures) {
    long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
    return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
  }

  private void tellSuccess() {
    given
        .endedBySuccess()
        .ifPresent(
            commands ->
                log.atInfo().addKeyValue("commands", commands).log("transactions succeed again"));
  }

  private void tellFailure(Call call, Hindered hindered) {
    if (given.beginsWithFailure()) {
      CallLog.about(log.atError(), call.command())
          .addKeyValue("trouble", hindered.trouble())
          .addKeyValue("reason", hindered.cause().toString())
          .log("transactions are given up because of the database");
    }
  }
}
