package io.sluice.workers.transaction;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.cluster.database.DatabaseTrouble;
import io.sluice.workers.database.Database;
import io.sluice.workers.deferred.DeferredReplies;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.outbox.Outbox;
import io.sluice.workers.transaction.Ended.Doubt;
import io.sluice.workers.transaction.Ended.Hindered;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts at a message's work until one counts or its time is over.
 *
 * <p>An attempt that lost its connection while it committed leaves a doubt. The next one ends it:
 * it waits for the message until the server is done with the lost one, and then finds what that
 * recorded, or that there is nothing.
 */
final class ExactlyOnce {

  private static final Logger log = LoggerFactory.getLogger(ExactlyOnce.class);

  private static final int MOST_CONFLICTS = 5;
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final FailureSpell given = new FailureSpell(InstantSource.system());
  private final Context context;
  private final InstantSource clock;
  private final CommitGate gate;
  private final Database database;
  private final Outbox outbox;
  private final Set<String> streams;
  private final DeferredReplies deferred;
  private final Consumer<Outgoing> committed;

  /**
   * @param context where attempts run
   * @param streams that the work may publish to
   * @param committed takes what each commit has for others, on the context
   */
  ExactlyOnce(
      Context context,
      InstantSource clock,
      Database database,
      Outbox outbox,
      Set<String> streams,
      DeferredReplies deferred,
      Consumer<Outgoing> committed) {
    this.gate = new CommitGate(context.owner());
    this.context = context;
    this.clock = clock;
    this.database = database;
    this.outbox = outbox;
    this.streams = streams;
    this.deferred = deferred;
    this.committed = committed;
  }

  /**
   * Runs the work, on the context.
   *
   * @param once makes a new one for each attempt
   * @param end no attempt begins after it
   */
  <R> Future<R> run(Supplier<Once<R>> once, Instant end, Function<Transaction, Future<?>> work) {
    Promise<R> done = Promise.promise();
    var run = new Run<>(once, end, work);
    if (Vertx.currentContext() == context) {
      run.next().onComplete(done);
    } else {
      context.runOnContext(ignored -> run.next().onComplete(done));
    }
    return done.future();
  }

  /** One message's attempts. */
  private final class Run<R> {

    private final Supplier<Once<R>> messages;
    private final Instant end;
    private final Function<Transaction, Future<?>> work;
    private int conflicts;
    private int failures;
    private boolean doubt;

    private Run(Supplier<Once<R>> messages, Instant end, Function<Transaction, Future<?>> work) {
      this.messages = messages;
      this.end = end;
      this.work = work;
    }

    Future<R> next() {
      Once<R> message = messages.get();
      return new Attempt<>(gate, database, outbox, streams, deferred, message, work)
          .run()
          .compose(ended -> ended(message, ended));
    }

    private Future<R> ended(Once<R> message, Ended<R> ended) {
      return switch (ended) {
        case Ended.Done<R>(R result, Outgoing outgoing) -> {
          committed.accept(outgoing);
          tellSuccess();
          yield Future.succeededFuture(result);
        }
        case Ended.Failed<R>(Throwable cause) -> Future.failedFuture(cause);
        case Hindered<R> hindered -> again(message, hindered);
      };
    }

    private Future<R> again(Once<R> message, Hindered<R> hindered) {
      doubt = hindered.doubt() == Doubt.AS_BEFORE ? doubt : hindered.doubt() == Doubt.RAISED;
      conflicts += hindered.trouble() == DatabaseTrouble.CONFLICT ? 1 : 0;
      long pause = pause(failures++);
      boolean over = !clock.instant().plusMillis(pause).isBefore(end);
      if (over || conflicts > MOST_CONFLICTS) {
        tellFailure(message, hindered);
        return Future.failedFuture(message.hindered(doubt, hindered.cause()));
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

  private void tellFailure(Once<?> message, Hindered<?> hindered) {
    if (given.beginsWithFailure()) {
      message
          .about(log.atError())
          .addKeyValue("trouble", hindered.trouble())
          .addKeyValue("reason", hindered.cause().toString())
          .log("transactions are given up because of the database");
    }
  }
}
