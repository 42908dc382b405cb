package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import io.sluice.cluster.database.ConnectionPool;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What workers tell before the end, until it is written: of each invocation the last word, and
 * nothing that would hold up anything else. Thread-safe.
 */
final class ProgressBuffer {

  static final int MOST = 10_000;
  private static final int MOST_ROWS = 500;

  /**
   * Each word comes twice, from the lane and from the group, and the second time behind newer ones.
   * Who has the row locked is about to say more; this one is left out then.
   */
  private static final String UPDATE =
      """
      with told as (
        select * from unnest($1::uuid[], $2::uuid[], $3::int4[], $4::timestamptz[], $5::int4[],
          $6::text[])
          as n (id, command_id, attempt, told_at, percent, message)),
      free as materialized (
        select i.id from sluice_ledger.invocation as i join told as n using (id)
        where i.command_id = n.command_id and i.state in ('accepted', 'running')
          and (i.attempts, coalesce(i.told_at, '-infinity')) < (n.attempt, n.told_at)
        for no key update of i skip locked)
      update sluice_ledger.invocation as i
      set state = 'running', version = i.version + 1, attempts = n.attempt, told_at = n.told_at,
        percent = n.percent, message = n.message,
        started_at = coalesce(i.started_at, clock_timestamp())
      from told as n join free using (id)
      where i.id = n.id
      returning i.id
      """;

  private final Map<InvocationId, Waiting<Told, Boolean>> waiting = new LinkedHashMap<>();
  private final ConnectionPool pool;
  private boolean writing;
  private boolean closed;
  private long dropped;

  ProgressBuffer(ConnectionPool pool) {
    this.pool = pool;
  }

  /**
   * Has it written.
   *
   * @return whether it is written; not where a newer word is there or takes its place, or it came
   *     too late. Fails where it was dropped for later ones of others
   */
  Future<Boolean> add(Told told) {
    var entry = new Waiting<Told, Boolean>(told, 0);
    Waiting<Told, Boolean> outdated;
    Waiting<Told, Boolean> oldest = null;
    synchronized (this) {
      if (closed) {
        return Future.failedFuture(new LedgerException(Reason.NOT_ACCEPTED, null));
      }
      outdated = waiting.remove(told.id());
      if (outdated != null && !told.replaces(outdated.item())) {
        waiting.put(told.id(), outdated);
        return Future.succeededFuture(false);
      }
      if (waiting.size() >= MOST) {
        Iterator<Waiting<Told, Boolean>> entries = waiting.values().iterator();
        oldest = entries.next();
        entries.remove();
        dropped++;
      }
      waiting.put(told.id(), entry);
    }
    if (outdated != null) {
      outdated.complete(false);
    }
    if (oldest != null) {
      oldest.fail(new LedgerException(Reason.FULL, null));
    }
    writeNext();
    return entry.future();
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
                      entry.complete(written.result().contains(entry.item().id().value()));
                    } else {
                      entry.fail(written.cause());
                    }
                  });
              writeNext();
            });
  }

  private static Future<Set<UUID>> write(
      SqlConnection connection, List<Waiting<Told, Boolean>> batch) {
    var columns =
        new Columns<>(
            batch.stream()
                .map(Waiting::item)
                .sorted(Comparator.comparing(told -> told.id().value()))
                .toList());
    columns.add(UUID[]::new, told -> told.id().value());
    columns.add(UUID[]::new, Told::command);
    columns.add(Integer[]::new, Told::attempt);
    columns.add(OffsetDateTime[]::new, told -> CommandRows.time(told.at()));
    columns.add(Integer[]::new, told -> told.report().percent());
    columns.add(String[]::new, told -> text(told.report().message()));
    return connection
        .preparedQuery(UPDATE)
        .execute(columns.values())
        .map(rows -> Set.copyOf(InvocationRows.list(rows, row -> row.getUUID("id"))));
  }

  /** What PostgreSQL's texts cannot have must not keep the others' progress from being written. */
  private static @Nullable String text(@Nullable String message) {
    return message == null ? null : message.replace('\u0000', '\ufffd');
  }
}
