package io.sluice.workers.retry;

import io.sluice.backbone.kafka.ParkingLot;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** One service's parked records, as rows of its own database. Thread-safe. */
public final class ParkedRecords implements ParkingLot {

  /** Waits until nobody is parking as the one before. */
  private static final String TAKE =
      """
      insert into sluice.partition_holder (service, topic, partition, holder) values ($1, $2, $3, $4)
      on conflict (service, topic, partition) do update set holder = excluded.holder
      """;

  /** A statement of its own, which sees what was waited for. By the database's clock alone. */
  private static final String FIND =
      """
      select record_offset, command_id, message_key, begun,
        (extract(epoch from due_at - clock_timestamp()) * 1000)::bigint as due
      from sluice.parked where service = $1 and topic = $2 and partition = $3 order by record_offset
      """;

  private static final String FINISHED =
      """
      delete from sluice.attempt
      where service = $1 and topic = $2 and partition = $3 and record_offset < $4
      """;

  private static final String ATTEMPTS =
      """
      select record_offset, attempts, alone from sluice.attempt
      where service = $1 and topic = $2 and partition = $3
      """;

  /** A copy of what has expired is answered as any other. */
  private static final String GIVEN_UP =
      """
      select command_id, expires_at from sluice.given_up
      where service = $1 and topic = $2 and partition = $3 and expires_at > clock_timestamp()
      order by given_up_at desc limit $4
      """;

  private static final String PURGE =
      """
      delete from sluice.given_up where (service, topic, partition, command_id, expires_at) in (
        select service, topic, partition, command_id, expires_at from sluice.given_up
        where expires_at < now() limit $1)
      """;

  private final SqlClient database;
  private final String service;

  public ParkedRecords(SqlClient database, String service) {
    this.database = database;
    this.service = service;
  }

  @Override
  public Future<Space> take(String topic, int partition, long start) {
    var place = new Place(service, topic, partition, UUID.randomUUID());
    Tuple named = Tuple.of(service, topic, partition);
    return execute(TAKE, Tuple.of(service, topic, partition, place.holder()))
        .compose(taken -> execute(FINISHED, Tuple.of(service, topic, partition, start)))
        .compose(
            forgotten -> {
              Future<RowSet<Row>> parked = execute(FIND, named);
              Future<RowSet<Row>> begun = execute(ATTEMPTS, named);
              Future<RowSet<Row>> givenUp =
                  execute(GIVEN_UP, Tuple.of(service, topic, partition, MOST_GIVEN_UP));
              return Future.all(parked, begun, givenUp)
                  .map(
                      all ->
                          new ParkedSpace(
                              database,
                              place,
                              found(parked.result()),
                              begun(begun.result()),
                              givenUp(givenUp.result())));
            });
  }

  /**
   * Forgets commands that were given up and have expired.
   *
   * @return how many were forgotten; fewer than {@code most} when no more are left
   */
  public static Future<Integer> purge(SqlClient client, int most) {
    return client.preparedQuery(PURGE).execute(Tuple.of(most)).map(RowSet::rowCount);
  }

  private Future<RowSet<Row>> execute(String statement, Tuple values) {
    return bounded(database.preparedQuery(statement).execute(values));
  }

  private static List<Attempt> begun(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Attempt(
                    row.getLong("record_offset"),
                    row.getInteger("attempts"),
                    row.getBoolean("alone")))
        .toList();
  }

  private static List<Parked> found(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Parked(
                    row.getLong("record_offset"),
                    row.getUUID("command_id"),
                    KeptColumns.key(row.getBuffer("message_key")),
                    Duration.ofMillis(row.getLong("due")),
                    row.getInteger("begun") > 0))
        .toList();
  }

  private static List<GivenUp> givenUp(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new GivenUp(
                    row.getUUID("command_id"), row.getOffsetDateTime("expires_at").toInstant()))
        .toList();
  }

  /** A link that is silent must not hold up a key for ever. */
  static <T> Future<T> bounded(Future<T> query) {
    return query.timeout(6, TimeUnit.SECONDS);
  }

  /**
   * A partition, and under which name it was taken.
   *
   * @param holder another one each time
   */
  record Place(String service, String topic, int partition, UUID holder) {}
}
