package io.sluice.workers.transaction;

import io.sluice.workers.handler.Rejection;
import io.sluice.workers.outbox.Cause;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What makes the work of one message happen once: a record of it, in the transaction that does it.
 * For one attempt.
 *
 * @param <R> what is recorded
 */
interface Once<R> {

  /** Makes the message ours alone, and finds what was recorded of it before. */
  Future<Optional<R>> claim(SqlConnection connection);

  /**
   * Asked when the message is ours.
   *
   * @throws Rejection when its work must not start any more
   */
  void requireStart();

  /** What will be recorded of work that completed with this. */
  R result(@Nullable Object worked);

  /** Records it, in the transaction of the work. */
  Future<Void> store(SqlConnection connection, R result);

  /** Whether a failure of the work is an answer to its message, and so recorded. */
  boolean isAnswer(Throwable failure);

  /** Records such a failure, after the work was undone. */
  Future<R> storeAnswer(SqlConnection connection, Throwable failure);

  /** What the events of its work are the consequence of. */
  Cause cause();

  /**
   * What the message is told when the database was in the way for as long as we try.
   *
   * @param doubt whether the work may have been done without our knowing
   */
  Throwable hindered(boolean doubt, Throwable cause);

  /** Says in a log entry which message it is about. */
  LoggingEventBuilder about(LoggingEventBuilder entry);
}
