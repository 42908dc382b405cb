package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import io.sluice.cluster.database.ConnectionPool;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What workers tell before the end, until it is written: of each invocation the last word, and
 * nothing that would hold up anything else. Thread-safe.
 */
final class ProgressBuffer {

  static final int MOST = 10_000;
  private static final int MOST_ROWS = 500;

  /** Who has the row locked is about to say more; this one is left out then. */
  private static final String UPDATE =
      """
      with free as materialized (
        select id from sluice_ledger.invocation
        where id = any($1::uuid[]) and state in ('accepted', 'running')
        for no key update skip locked)
      update sluice_ledger.invocation as i
      set state = 'running', version = i.version + 1, attempts = n.attempt, percent = n.percent,
        message = n.message, started_at = coalesce(i.started_at, clock_timestamp())
      from unnest($1::uuid[], $2::uuid[], $3::int4[], $4::int4[], $5::text[])
        as n (id, command_id, attempt, percent, message) join free using (id)
      where i.id = n.id and i.command_id = n.command_id and i.state in ('accepted', 'running')
        and i.attempts <= n.attempt
      """;

  private final Map<InvocationId, Waiting<Told, Boolean>> waiting = new LinkedHashMap<>();
  private final ConnectionPool pool;
  private boolean writing;
  private boolean closed;
  private long dropped;

  ProgressBuffer(ConnectionPool pool) {
    this.pool = pool;
  }

  private record Told(InvocationId id, UUID command, int attempt, ProgressReport report) {}

  /**
   * Has it written.
   *
   * @return completes when it is written or a later word has taken its place; fails where it was
   *     dropped for later ones of others
   */
  Future<Void> add(InvocationId id, UUID command, int attempt, ProgressReport report) {
    var entry = new Waiting<Told, Boolean>(new Told(id, command, attempt, report), 0);
    Waiting<Told, Boolean> before;
    Waiting<Told, Boolean> oldest = null;
    synchronized (this) {
      if (closed) {
        return Future.failedFuture(new LedgerException(Reason.NOT_ACCEPTED, null));
      }
      before = waiting.remove(id);
      if (waiting.size() >= MOST) {
        Iterator<Waiting<Told, Boolean>> entries = waiting.values().iterator();
        oldest = entries.next();
        entries.remove();
        dropped++;
      }
      waiting.put(id, entry);
    }
    if (before != null) {
      before.complete(true);
    }
    if (oldest != null) {
      oldest.fail(new LedgerException(Reason.FULL, null));
    }
    writeNext();
    return entry.future().mapEmpty();
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized long dropped() {
    return dropped;
  }

  /** Takes no more; what waits fails. */
  void close() {
    List<Waiting<Told, Boolean>> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(waiting.values());
      waiting.clear();
    }
    left.forEach(entry -> entry.fail(new LedgerException(Reason.NOT_ACCEPTED, null)));
  }

  /** One statement at a time: meanwhile others gather, and later words replace earlier ones. */
  private void writeNext() {
    List<Waiting<Told, Boolean>> batch = new ArrayList<>();
    synchronized (this) {
      if (writing || waiting.isEmpty()) {
        return;
      }
      writing = true;
      Iterator<Waiting<Told, Boolean>> entries = waiting.values().iterator();
      while (entries.hasNext() && batch.size() < MOST_ROWS) {
        batch.add(entries.next());
        entries.remove();
      }
    }
    Statements.run(pool, connection -> write(connection, batch))
        .onComplete(
            written -> {
              synchronized (this) {
                writing = false;
              }
              batch.forEach(
                  entry -> {
                    if (written.succeeded()) {
                      entry.complete(true);
                    } else {
                      entry.fail(written.cause());
                    }
                  });
              writeNext();
            });
  }

  private static Future<Void> write(SqlConnection connection, List<Waiting<Told, Boolean>> batch) {
    var columns =
        new Columns<>(
            batch.stream()
                .map(Waiting::item)
                .sorted(Comparator.comparing(told -> told.id().value()))
                .toList());
    columns.add(UUID[]::new, told -> told.id().value());
    columns.add(UUID[]::new, Told::command);
    columns.add(Integer[]::new, Told::attempt);
    columns.add(Integer[]::new, told -> told.report().percent());
    columns.add(String[]::new, told -> text(told.report().message()));
    return connection.preparedQuery(UPDATE).execute(columns.values()).mapEmpty();
  }

  /** What PostgreSQL's texts cannot have must not keep the others' progress from being written. */
  private static @Nullable String text(@Nullable String message) {
    return message == null ? null : message.replace('\u0000', '\ufffd');
  }
}
