package io.sluice.gateway.invocation;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.InvocationId;
import io.sluice.cluster.database.ConnectionPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker put commands, until it is written: later, and only of those that have not ended
 * by then, so that a quick call costs no statement for it. What gets lost here, the sweeper sends
 * again, which is harmless. Thread-safe.
 */
final class SentBuffer {

  static final Duration AFTER = Duration.ofMillis(500);
  private static final int MOST = 20_000;
  private static final int MOST_ROWS = 500;

  /** Rows are locked in the order of their ids, so that no two statements wait for each other. */
  private static final String UPDATE =
      """
      with present as materialized (
        select id from sluice_ledger.invocation where id = any($1::uuid[]) order by id
        for no key update)
      update sluice_ledger.invocation as i
      set sent_at = clock_timestamp() - n.sent_ago * interval '1 ms', partition = n.partition,
        record_offset = n.record_offset, sends = i.sends + 1
      from unnest($1::uuid[], $2::int4[], $3::int8[], $4::int8[])
        as n (id, partition, record_offset, sent_ago) join present using (id)
      where i.id = n.id and i.state in ('accepted', 'running')
      """;

  private final Map<InvocationId, Sent> waiting = new LinkedHashMap<>();
  private final Vertx vertx;
  private final ConnectionPool pool;
  private boolean timed;
  private boolean closed;
  private long dropped;

  SentBuffer(Vertx vertx, ConnectionPool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /**
   * A command that was acknowledged.
   *
   * @param at by {@link System#nanoTime()}
   */
  record Sent(InvocationId id, Position position, long at) {

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - at);
    }
  }

  /** Where it is full, the oldest is not written. */
  void add(InvocationId id, Position position) {
    synchronized (this) {
      if (waiting.size() >= MOST && !waiting.containsKey(id)) {
        waiting.remove(waiting.keySet().iterator().next());
        dropped++;
      }
      waiting.put(id, new Sent(id, position, System.nanoTime()));
    }
    awaitAge();
  }

  synchronized @Nullable Sent peek(InvocationId id) {
    return waiting.get(id);
  }

  /** Its end is written, and so is this. */
  synchronized void forget(InvocationId id) {
    waiting.remove(id);
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized long dropped() {
    return dropped;
  }

  /** Writes what there is, whatever its age. */
  Future<Void> close() {
    synchronized (this) {
      closed = true;
    }
    return flush(Duration.ZERO);
  }

  private void awaitAge() {
    synchronized (this) {
      if (timed || closed || waiting.isEmpty()) {
        return;
      }
      timed = true;
    }
    vertx
        .timer(AFTER.toMillis())
        .compose(over -> flush(AFTER))
        .onComplete(
            flushed -> {
              synchronized (this) {
                timed = false;
              }
              awaitAge();
            });
  }

  private Future<Void> flush(Duration age) {
    List<Sent> batch = take(age);
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    return Statements.run(pool, connection -> write(connection, batch))
        .onFailure(failure -> putBack(batch))
        .compose(written -> flush(age));
  }

  private synchronized List<Sent> take(Duration age) {
    List<Sent> batch = new ArrayList<>();
    Iterator<Sent> oldest = waiting.values().iterator();
    while (oldest.hasNext() && batch.size() < MOST_ROWS) {
      Sent next = oldest.next();
      if (next.age().compareTo(age) < 0) {
        break;
      }
      batch.add(next);
      oldest.remove();
    }
    return batch;
  }

  private synchronized void putBack(List<Sent> batch) {
    for (Sent sent : batch) {
      if (waiting.size() < MOST) {
        waiting.putIfAbsent(sent.id(), sent);
      } else {
        dropped++;
      }
    }
  }

  private static Future<Void> write(SqlConnection connection, List<Sent> batch) {
    var columns =
        new Columns<>(
            batch.stream().sorted(Comparator.comparing(sent -> sent.id().value())).toList());
    columns.add(UUID[]::new, sent -> sent.id().value());
    columns.add(Integer[]::new, sent -> sent.position().partition());
    columns.add(Long[]::new, sent -> sent.position().offset());
    columns.add(Long[]::new, sent -> sent.age().toMillis());
    return connection.preparedQuery(UPDATE).execute(columns.values()).mapEmpty();
  }
}
