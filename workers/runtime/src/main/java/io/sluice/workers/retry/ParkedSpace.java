package io.sluice.workers.retry;

import io.sluice.backbone.kafka.KeptRecord;
import io.sluice.backbone.kafka.ParkingLot.Attempt;
import io.sluice.backbone.kafka.ParkingLot.Begun;
import io.sluice.backbone.kafka.ParkingLot.GivenUp;
import io.sluice.backbone.kafka.ParkingLot.Kept;
import io.sluice.backbone.kafka.ParkingLot.Parked;
import io.sluice.backbone.kafka.ParkingLot.Space;
import io.sluice.workers.retry.ParkedRecords.Place;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parked records of one partition. Parks nothing once somebody else has taken it. */
final class ParkedSpace implements Space {

  /** The lock on the holder's row lasts to the commit: who takes the partition waits for it. */
  private static final String PARK =
      """
      with ours as (
        select 1 from sluice.partition_holder
        where service = $1 and topic = $2 and partition = $3 and holder = $4 for share),
      first as (
        select 1 from sluice.parked
        where service = $1 and topic = $2 and command_id = $14
          and (partition, record_offset) <> ($3, $5)),
      kept as (
        insert into sluice.parked (service, topic, partition, record_offset, message_key, attempts, due_at,
          reason, record_time, record_key, record_value, headers, command_id)
        select $1::text, $2::text, $3::int, $5::bigint, $6::bytea, $7::int,
          clock_timestamp() + $8::bigint * interval '1 ms', $9::text, $10::bigint, $11::bytea, $12::bytea,
          $13::text, $14::uuid
        from ours where not exists (select 1 from first)
        on conflict (service, topic, partition, record_offset)
        do update set attempts = excluded.attempts, due_at = excluded.due_at
        returning 1)
      select exists (select 1 from kept) as kept, exists (select 1 from first) as copy
      """;

  /**
   * An attempt among others that ended without a word may have ended with another's process; it is
   * made again, alone.
   */
  private static final String BEGIN =
      """
      update sluice.parked as p
      set attempts = p.attempts + case p.begun when 1 then 0 else 1 end,
        begun = case p.begun when 0 then 1 else 2 end
      from sluice.partition_holder as h
      where p.service = $1 and p.topic = $2 and p.partition = $3 and p.record_offset = $5
        and h.service = $1 and h.topic = $2 and h.partition = $3 and h.holder = $4
      returning p.*
      """;

  private static final String POSTPONE =
      """
      update sluice.parked
      set begun = 0, due_at = clock_timestamp() + $5::bigint * interval '1 ms', reason = $6
      where service = $1 and topic = $2 and partition = $3 and record_offset = $4
      """;

  private static final String REMOVE =
      """
      delete from sluice.parked
      where service = $1 and topic = $2 and partition = $3 and record_offset = $4
      """;

  private static final String GIVE_UP =
      """
      with gone as (
        delete from sluice.parked
        where service = $1 and topic = $2 and partition = $3 and record_offset = $4)
      insert into sluice.given_up (service, topic, partition, command_id, expires_at)
      values ($1, $2, $3, $5, $6) on conflict do nothing
      """;

  private static final String BEGIN_ALL =
      """
      insert into sluice.attempt (service, topic, partition, record_offset, attempts, alone)
      select $1::text, $2::text, $3::int, one.*
      from unnest($4::bigint[], $5::int[], $6::boolean[]) as one
      on conflict (service, topic, partition, record_offset)
      do update set attempts = excluded.attempts, alone = excluded.alone
      """;

  private static final String END_ALL =
      """
      delete from sluice.attempt
      where service = $1 and topic = $2 and partition = $3 and record_offset = any($4::bigint[])
      """;

  private final SqlClient database;
  private final Place place;
  private final List<Parked> found;
  private final List<Attempt> begun;
  private final List<GivenUp> givenUp;

  ParkedSpace(
      SqlClient database,
      Place place,
      List<Parked> found,
      List<Attempt> begun,
      List<GivenUp> givenUp) {
    this.database = database;
    this.place = place;
    this.found = found;
    this.begun = begun;
    this.givenUp = givenUp;
  }

  @Override
  public List<Parked> found() {
    return found;
  }

  @Override
  public List<Attempt> begun() {
    return begun;
  }

  @Override
  public List<GivenUp> givenUp() {
    return givenUp;
  }

  @Override
  public Future<Kept> park(
      KeptRecord record,
      UUID command,
      @Nullable String key,
      int attempts,
      Duration pause,
      String detail) {
    Tuple values =
        held()
            .addLong(record.offset())
            .addBuffer(KeptColumns.key(key))
            .addInteger(attempts)
            .addLong(pause.toMillis())
            .addString(KeptColumns.text(detail))
            .addLong(record.timestamp())
            .addBuffer(record.key())
            .addBuffer(record.value())
            .addString(KeptColumns.headers(record.headers()))
            .addUUID(command);
    return execute(PARK, values).map(rows -> kept(rows.iterator().next()));
  }

  private static Kept kept(Row row) {
    if (row.getBoolean("kept")) {
      return Kept.PARKED;
    }
    return row.getBoolean("copy") ? Kept.COPY : Kept.TAKEN;
  }

  @Override
  public Future<Optional<Begun>> begin(long offset) {
    return execute(BEGIN, held().addLong(offset))
        .map(
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(begun(rows.iterator().next())));
  }

  @Override
  public Future<Void> begin(List<Attempt> attempts) {
    Tuple values =
        named()
            .addArrayOfLong(attempts.stream().map(Attempt::offset).toArray(Long[]::new))
            .addArrayOfInteger(attempts.stream().map(Attempt::number).toArray(Integer[]::new))
            .addArrayOfBoolean(attempts.stream().map(Attempt::alone).toArray(Boolean[]::new));
    return execute(BEGIN_ALL, values).mapEmpty();
  }

  @Override
  public Future<Void> end(List<Long> offsets) {
    return execute(END_ALL, named().addArrayOfLong(offsets.toArray(Long[]::new))).mapEmpty();
  }

  @Override
  public Future<Void> postpone(long offset, Duration pause, String detail) {
    Tuple values =
        named().addLong(offset).addLong(pause.toMillis()).addString(KeptColumns.text(detail));
    return execute(POSTPONE, values).mapEmpty();
  }

  @Override
  public Future<Void> remove(long offset) {
    return execute(REMOVE, named().addLong(offset)).mapEmpty();
  }

  @Override
  public Future<Void> giveUp(long offset, GivenUp command) {
    Tuple values =
        named()
            .addLong(offset)
            .addUUID(command.command())
            .addOffsetDateTime(command.expiry().atOffset(ZoneOffset.UTC));
    return execute(GIVE_UP, values).mapEmpty();
  }

  private Begun begun(Row row) {
    var record =
        new KeptRecord(
            place.topic(),
            place.partition(),
            row.getLong("record_offset"),
            row.getLong("record_time"),
            row.getBuffer("record_key"),
            row.getBuffer("record_value"),
            KeptColumns.headers(row.getString("headers")));
    return new Begun(record, row.getInteger("attempts"));
  }

  private Tuple named() {
    return Tuple.tuple()
        .addString(place.service())
        .addString(place.topic())
        .addInteger(place.partition());
  }

  private Tuple held() {
    return named().addUUID(place.holder());
  }

  private Future<RowSet<Row>> execute(String statement, Tuple values) {
    return ParkedRecords.bounded(database.preparedQuery(statement).execute(values));
  }
}
