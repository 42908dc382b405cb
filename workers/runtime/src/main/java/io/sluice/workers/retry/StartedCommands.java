package io.sluice.workers.retry;

import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Which commands of one service have been started that may run only once. Thread-safe. */
public final class StartedCommands {

  private static final String START =
      """
      insert into sluice.started (service, command_id, run) values ($1, $2, $3) on conflict do nothing
      """;

  private static final String FIND =
      """
      select run, (extract(epoch from clock_timestamp() - started_at) * 1000)::bigint as age
      from sluice.started where service = $1 and command_id = $2
      """;

  private static final String PURGE =
      """
      delete from sluice.started where (service, command_id) in (
        select service, command_id from sluice.started
        where started_at < now() - $1::bigint * interval '1 ms' limit $2)
      """;

  private final SqlClient database;
  private final String service;

  public StartedCommands(SqlClient database, String service) {
    this.database = database;
    this.service = service;
  }

  /**
   * Writes down that a command starts; again, where it is not known whether that was written.
   *
   * @param run another one for each run that would be
   * @return whether it is this run that has started it
   */
  public Future<Boolean> start(UUID command, UUID run) {
    return ParkedRecords.bounded(
            database.preparedQuery(START).execute(Tuple.of(service, command, run)))
        .compose(
            rows -> rows.rowCount() == 1 ? Future.succeededFuture(true) : isOurs(command, run));
  }

  /**
   * A run that has started.
   *
   * @param age since when, by the database's clock
   */
  public record Started(UUID run, Duration age) {}

  /** The run that has started it, if any has. */
  public Future<Optional<Started>> find(UUID command) {
    return ParkedRecords.bounded(database.preparedQuery(FIND).execute(Tuple.of(service, command)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new Started(row.getUUID("run"), Duration.ofMillis(row.getLong("age"))))
                    .findFirst());
  }

  private Future<Boolean> isOurs(UUID command, UUID run) {
    return find(command).map(one -> one.filter(started -> started.run().equals(run)).isPresent());
  }

  /**
   * Forgets commands that were started longer ago than the retention.
   *
   * @return how many were forgotten; fewer than {@code most} when no more are left
   */
  public static Future<Integer> purge(SqlClient client, Duration retention, int most) {
    return client
        .preparedQuery(PURGE)
        .execute(Tuple.of(retention.toMillis(), most))
        .map(RowSet::rowCount);
  }
}
