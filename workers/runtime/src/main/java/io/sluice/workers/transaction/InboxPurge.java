package io.sluice.workers.transaction;

import io.sluice.workers.database.Database;
import io.sluice.workers.deferred.DeferredReplies;
import io.sluice.workers.inbox.EventInbox;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.retry.ParkedRecords;
import io.sluice.workers.retry.StartedCommands;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets old replies, commands whose reply never came, which commands were started or given up, a
 * thousand at a time, and events that were given up long ago. Every node does: who finds none has
 * little to do.
 */
final class InboxPurge {

  private static final Logger log = LoggerFactory.getLogger(InboxPurge.class);
  private static final int BATCH = 1_000;
  private static final Duration BETWEEN = Duration.ofMinutes(10);
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);

  private final Vertx vertx;
  private final Database database;
  private long timer;
  private boolean closed;

  /** Begins within ten minutes, so that nodes that start together do not purge together. */
  InboxPurge(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
    next(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, BETWEEN.toMillis())));
  }

  void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  private void next(Duration pause) {
    if (!closed) {
      timer = vertx.setTimer(pause.toMillis(), fired -> purge());
    }
  }

  private static void tellUnanswered(int forgotten) {
    if (forgotten > 0) {
      log.atWarn()
          .addKeyValue("commands", forgotten)
          .log("deferred replies never came or could never be sent; their commands are forgotten");
    }
  }

  private void purge() {
    Duration retention = database.config().inboxRetention();
    EventInbox.purge(database.background(), retention)
        .compose(done -> Inbox.purge(database.background(), retention, BATCH))
        .compose(
            replies ->
                StartedCommands.purge(database.background(), retention, BATCH)
                    .map(started -> Math.max(replies, started)))
        .compose(
            most ->
                DeferredReplies.purge(database.background(), retention, BATCH)
                    .onSuccess(InboxPurge::tellUnanswered)
                    .map(deferred -> Math.max(most, deferred)))
        .compose(
            most ->
                ParkedRecords.purge(database.background(), BATCH)
                    .map(givenUp -> Math.max(most, givenUp)))
        .onSuccess(most -> next(most < BATCH ? BETWEEN : BETWEEN_BATCHES))
        .onFailure(
            failure -> {
              log.atWarn()
                  .addKeyValue("reason", failure.toString())
                  .log("old replies cannot be forgotten; later again");
              next(BETWEEN);
            });
  }
}
