package io.sluice.gateway.invocation;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.cluster.database.ConnectionPool;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes, or reads, the rows of many callers by one statement, and so with one commit: while
 * statements are under way, callers gather for the next. Nobody waits for others where none is.
 * Thread-safe.
 *
 * @param <T> what a caller wants
 * @param <R> what it is told
 */
final class SharedStatements<T, R> {

  /** One statement for the rows of several callers. */
  interface Statement<T, R> {

    /** A result for each item, in the items' order. May be run again where its end is unknown. */
    Future<List<R>> run(SqlConnection connection, List<T> items);

    /** Whether those who wait are refused with those for whom there was no connection. */
    default boolean failsTogether() {
      return true;
    }

    /** What the log says while it fails. */
    default Words words() {
      return TAKING;
    }
  }

  /**
   * The log's lines on what is refused.
   *
   * @param refused when it begins
   * @param again when it is over
   */
  record Words(String refused, String again) {}

  private static final Words TAKING =
      new Words("the ledger does not take invocations", "the ledger takes invocations again");

  static final int MOST_WAITING = 10_000;
  private static final long MOST_WAITING_BYTES = 64L * 1024 * 1024;
  private static final int MOST_ROWS = 200;
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  static final int MOST_UNDER_WAY = 2;

  private static final Logger log = LoggerFactory.getLogger(SharedStatements.class);

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final ArrayDeque<Waiting<T, R>> waiting = new ArrayDeque<>();
  private final Vertx vertx;
  private final ConnectionPool pool;
  private final ToIntFunction<T> size;
  private final Statement<T, R> statement;
  private long waitingBytes;
  private int underWay;
  private boolean closed;

  /**
   * Asks the pool's database.
   *
   * @param size about how many bytes an item has
   */
  SharedStatements(
      Vertx vertx, ConnectionPool pool, ToIntFunction<T> size, Statement<T, R> statement) {
    this.vertx = vertx;
    this.pool = pool;
    this.size = size;
    this.statement = statement;
  }

  /**
   * Has it done.
   *
   * @return completes on the caller's context, where it has one; fails with LedgerException within
   *     5 s
   */
  Future<R> run(T item) {
    var entry = new Waiting<T, R>(item, size.applyAsInt(item));
    List<Waiting<T, R>> batch = List.of();
    synchronized (this) {
      if (closed) {
        return Future.failedFuture(new LedgerException(Reason.NOT_ACCEPTED, null));
      }
      if (waiting.size() >= MOST_WAITING || waitingBytes + entry.bytes() > MOST_WAITING_BYTES) {
        return Future.failedFuture(new LedgerException(Reason.FULL, null));
      }
      waiting.add(entry);
      waitingBytes += entry.bytes();
      if (underWay < MOST_UNDER_WAY) {
        underWay++;
        batch = take();
      }
    }
    if (!batch.isEmpty()) {
      start(batch);
    }
    return entry.future();
  }

  /** How many callers' rows wait for a statement. */
  synchronized int waiting() {
    return waiting.size();
  }

  /** Takes no more; what waits fails, what is under way ends by itself. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    refuseWaiting(new LedgerException(Reason.NOT_ACCEPTED, null));
  }

  private void start(List<Waiting<T, R>> batch) {
    new Batch<>(vertx, pool, statement, batch, this::ended)
        .write()
        .onComplete(
            ended -> {
              List<Waiting<T, R>> next;
              synchronized (this) {
                next = take();
                if (next.isEmpty()) {
                  underWay--;
                }
              }
              if (!next.isEmpty()) {
                start(next);
              }
            });
  }

  /** Rows of callers that wait behind those without a connection would not get one either. */
  private void ended(Batch.End end) {
    switch (end) {
      case Batch.End.Written written ->
          failures
              .endedBySuccess()
              .ifPresent(
                  had -> log.atInfo().addKeyValue("failures", had).log(statement.words().again()));
      case Batch.End.Unreachable unreachable -> {
        tellFailure(unreachable.why());
        if (statement.failsTogether()) {
          refuseWaiting(new LedgerException(Reason.NOT_ACCEPTED, null));
        }
      }
      case Batch.End.Failed failed -> tellFailure(failed.why());
    }
  }

  private void tellFailure(LedgerException why) {
    if (failures.beginsWithFailure()) {
      log.atWarn().addKeyValue("reason", why.getMessage()).log(statement.words().refused());
    }
  }

  private void refuseWaiting(LedgerException refusal) {
    List<Waiting<T, R>> refused;
    synchronized (this) {
      refused = new ArrayList<>(waiting);
      waiting.clear();
      waitingBytes = 0;
    }
    refused.forEach(entry -> entry.fail(refusal));
  }

  private List<Waiting<T, R>> take() {
    List<Waiting<T, R>> batch = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty() && batch.size() < MOST_ROWS) {
      bytes += waiting.element().bytes();
      if (bytes > MOST_BYTES && !batch.isEmpty()) {
        break;
      }
      batch.add(waiting.remove());
      waitingBytes -= batch.getLast().bytes();
    }
    return batch;
  }
}
