package io.sluice.gateway.invocation;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.cluster.database.Migrations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of invocations in PostgreSQL. Thread-safe.
 *
 * <p>Every wait is bounded, by 5 s or so. Futures complete on the caller's Vert.x context, where it
 * has one, and fail with {@link LedgerException} alone. What is decided by time goes by the
 * database's clock.
 */
public final class Ledger {

  /** How many rows may be asked for at once. */
  static final int MOST_SEEN = 500;

  private static final Migrations MIGRATIONS =
      new Migrations("io/sluice/gateway/invocation/migrations", "sluice_ledger");

  private final LedgerConfig config;
  private final LedgerPools pools;
  private final KeyedIds ids;
  private final SentBuffer sent;
  private final ProgressBuffer progress;
  private final SharedStatements<NewInvocation, Acceptance> acceptances;
  private final SharedStatements<Completion, Completion.Result> completions;
  private final SharedStatements<OwnRows.Asked, Optional<Invocation>> ownRows;
  private final Changes changes;
  private final Claims claims;
  private final Purge purge;

  private Ledger(Vertx vertx, LedgerConfig config, LedgerPools pools, KeyedIds ids) {
    this.config = config;
    this.pools = pools;
    this.ids = ids;
    this.sent = new SentBuffer(vertx, pools.background());
    this.progress = new ProgressBuffer(pools.background());
    this.acceptances =
        new SharedStatements<>(vertx, pools.writing(), Acceptances::size, new Acceptances());
    this.completions =
        new SharedStatements<>(vertx, pools.writing(), Completions::size, new Completions(sent));
    this.ownRows = new SharedStatements<>(vertx, pools.reading(), OwnRows::size, new OwnRows());
    this.changes = new Changes(pools.writing());
    this.claims = new Claims(pools.background());
    this.purge = new Purge(pools.background(), config.retention());
  }

  /** Brings the schema up to date; fails when the database is not there or a migration fails. */
  public static Future<Ledger> open(Vertx vertx, LedgerConfig config) {
    return vertx
        .executeBlocking(() -> MIGRATIONS.run(config.access()))
        .compose(
            migrated -> {
              LedgerPools pools = LedgerPools.of(vertx, config);
              return Statements.run(pools.writing(), KeyedIds::open)
                  .map(ids -> new Ledger(vertx, config, pools, ids))
                  .recover(
                      failure -> pools.close().transform(closed -> Future.failedFuture(failure)));
            });
  }

  LedgerConfig config() {
    return config;
  }

  /** The id that the key has for the caller and the operation, on every node. Never waits. */
  InvocationId idOf(Caller caller, String operation, String key) {
    return ids.of(caller, operation, key);
  }

  /**
   * Records a call, unless there is a row of its id; what was told survives a crash of the server.
   *
   * @return a failure says whether the row may be there. A text with U+0000, other than the
   *     command's key, is refused
   */
  Future<Acceptance> accept(NewInvocation invocation) {
    return acceptances.run(invocation);
  }

  /**
   * Writes what a reply makes of an invocation, unless it has an end; what was told survives a
   * crash of the server. One whose first try was not answered may lose against itself.
   */
  Future<Completion.Result> complete(Completion completion) {
    return completions
        .run(completion)
        .onSuccess(
            result -> {
              if (result == Completion.Result.WON) {
                sent.forget(completion.id());
              }
            });
  }

  /**
   * What a worker tells before the end: running. It may be lost.
   *
   * @return whether it is written; not where a newer word is there, or it came too late. Fails
   *     where it was dropped
   */
  Future<Boolean> progress(Told told) {
    return progress.add(told);
  }

  /** The command was acknowledged; written within a second or so, or with its end. */
  void sent(InvocationId id, Position position) {
    sent.add(id, position);
  }

  /** With its answer. */
  Future<Optional<Invocation>> find(InvocationId id) {
    return Statements.run(
            pools.reading(), connection -> InvocationRows.find(connection, List.of(id)))
        .map(found -> found.stream().map(InvocationRows.Found::invocation).findFirst());
  }

  /** What {@link #see} gave, with its answer, however long; as it was where it has gone since. */
  Future<Invocation> withAnswer(Invocation ended) {
    return ended.answer() != null
        ? Future.succeededFuture(ended)
        : find(ended.id()).map(found -> found.orElse(ended));
  }

  /** With its answer where that is short; empty also where it is another caller's. */
  Future<Optional<Invocation>> seeOwn(InvocationId id, Caller caller) {
    return ownRows.run(new OwnRows.Asked(id, caller));
  }

  /**
   * Those that are there, in no order and with answers that are short.
   *
   * @param ids at most {@link #MOST_SEEN}
   */
  Future<List<Invocation>> see(Collection<InvocationId> ids) {
    if (ids.size() > MOST_SEEN) {
      throw new IllegalArgumentException(ids.size() + " ids; at most " + MOST_SEEN + " at once");
    }
    return Statements.run(pools.reading(), connection -> InvocationRows.see(connection, ids));
  }

  /** Notes the wish on an invocation that goes on; the row as it is then, empty without one. */
  Future<Optional<Invocation>> requestCancel(InvocationId id) {
    return changes.requestCancel(id);
  }

  /** Those that go on and whose callers want them cancelled, to repeat the wish; oldest first. */
  Future<List<Invocation>> openCancels(int most) {
    return claims.toCancel(most);
  }

  /**
   * Commands that were recorded 10 s ago or earlier and never acknowledged; nobody else gets them
   * while the lease lasts.
   */
  Future<List<Unsent>> claimUnsent(int most, Duration lease) {
    return claims.unsent(most, lease);
  }

  /**
   * Commands that the service's group has committed past without an outcome, 5 s or more after they
   * were acknowledged; nobody else gets them while the lease lasts. Those that were acknowledged
   * ten times are left alone.
   *
   * @param committed the group's offset of each partition
   */
  Future<List<Unsent>> claimSwallowed(
      String topic, Map<Integer, Long> committed, int most, Duration lease) {
    return claims.swallowed(topic, committed, most, lease);
  }

  /**
   * Ends what is 10 s past its expiry, dead letters too; how many that were, fewer than {@code
   * most} when no more are left.
   */
  Future<Integer> expire(int most) {
    return changes.expire(most);
  }

  /**
   * Forgets what ended longer ago than the retention, and seven days later that it was there; how
   * many rows that were, 0 when none is left.
   */
  Future<Integer> purge(int most) {
    return purge.run(most);
  }

  /** How many calls, ends and words of progress wait to be written. */
  public int waiting() {
    return acceptances.waiting() + completions.waiting() + progress.waiting();
  }

  /** How many acknowledged commands are not written as such yet. */
  int unwrittenSends() {
    return sent.waiting();
  }

  /**
   * How many words of progress and acknowledgements were never written, because there were more.
   */
  public long dropped() {
    return progress.dropped() + sent.dropped();
  }

  /** Takes no more; ends within seconds. */
  public Future<Void> close() {
    acceptances.close();
    completions.close();
    ownRows.close();
    progress.close();
    return sent.close().eventually(pools::close);
  }
}
