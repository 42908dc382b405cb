package io.sluice.workers.deferred;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.kafka.ReplyTopics;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Ended;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.sluice.backbone.message.TraceContext;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.inbox.Inbox;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The commands of one service whose reply comes later, until it has been sent, as rows beside those
 * of the inbox. Thread-safe.
 */
public final class DeferredReplies {

  /** The inbox's primary key refuses a second. */
  private static final String STORE =
      """
      with seen as (
        insert into sluice.inbox (service, command_id, content_type, headers, data, replied_at)
        values ($1::text, $2::uuid, '', '{}', '', null))
      insert into sluice.deferred (service, command_id, invocation, operation, message_key, reply_to,
        expires_at, attempt, traceparent, tracestate)
      values ($1::text, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10)
      """;

  /** Of two at once the second waits for the first, and then finds nothing. */
  private static final String REPLY =
      """
      with replied as (
        update sluice.deferred set replied_at = clock_timestamp()
        where service = $1 and command_id = $2 and replied_at is null
        returning *),
      written as (
        update sluice.inbox as i
        set status = $3, content_type = $4, headers = $5, data = $6, replied_at = now()
        from replied as r where i.service = r.service and i.command_id = r.command_id)
      select * from replied
      """;

  private static final String IS_SEEN =
      "select 1 from sluice.inbox where service = $1 and command_id = $2";

  private static final String LEFT =
      """
      select d.*, i.status, i.content_type, i.headers, i.data
      from sluice.deferred as d join sluice.inbox as i using (service, command_id)
      where service = $1 and d.replied_at < clock_timestamp() - $2::bigint * interval '1 ms'
      order by d.replied_at limit $3
      """;

  private static final String DELETE =
      "delete from sluice.deferred where service = $1 and command_id = any($2::uuid[])";

  private static final String WAITING =
      """
      select count(*) as replies,
        coalesce(extract(epoch from clock_timestamp() - min(deferred_at)), 0)::float8 as age
      from (
        select deferred_at from sluice.deferred where service = $1 and replied_at is null
        order by deferred_at limit $2) as oldest
      """;

  private static final String PURGE =
      """
      with gone as (
        delete from sluice.deferred where (service, command_id) in (
          select service, command_id from sluice.deferred
          where greatest(deferred_at, expires_at, replied_at) < now() - $1::bigint * interval '1 ms'
          limit $2)
        returning service, command_id),
      forgotten as (
        delete from sluice.inbox as i using gone as g
        where i.service = g.service and i.command_id = g.command_id and i.replied_at is null)
      select count(*)::int from gone
      """;

  private final String service;

  public DeferredReplies(String service) {
    this.service = service;
  }

  /**
   * How many replies are not there yet.
   *
   * @param replies {@link WaitingReplies#MOST} at most
   * @param oldest for how many seconds the first has been waited for; 0 where none is
   */
  record Waiting(double replies, double oldest) {}

  /**
   * A command is done, and its reply comes later.
   *
   * @throws IllegalArgumentException where it does not say to which topic
   */
  public Future<Void> store(SqlConnection connection, Command command) {
    if (!(command.replyTo() instanceof ReplyTo.Kafka address)) {
      throw new IllegalArgumentException("the command names no topic for its reply");
    }
    TraceContext trace = command.trace();
    Tuple values =
        Tuple.of(service, command.id(), command.invocation().value(), command.operation())
            .addString(command.key())
            .addString(address.toString())
            .addOffsetDateTime(command.expiry().at().atOffset(ZoneOffset.UTC))
            .addInteger(command.attempt())
            .addString(trace.traceparent())
            .addString(trace.tracestate());
    return connection.preparedQuery(STORE).execute(values).mapEmpty();
  }

  /**
   * Writes a command's reply.
   *
   * @return fails with {@link IllegalStateException} where none is awaited
   */
  public Future<LateReply> reply(SqlConnection connection, UUID command, FirstReply.Given reply) {
    return connection
        .preparedQuery(REPLY)
        .execute(Inbox.addTo(Tuple.of(service, command), reply))
        .compose(
            rows ->
                rows.size() == 1
                    ? Future.succeededFuture(late(rows.iterator().next(), reply))
                    : refuse(connection, command));
  }

  /** Replies that have been there for so long and were not sent, as far as is known. */
  Future<List<LateReply>> left(SqlClient client, Duration age, int most) {
    return client
        .preparedQuery(LEFT)
        .execute(Tuple.of(service, age.toMillis(), most))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> late(row, Inbox.readReply(row)))
                    .toList());
  }

  /** They were sent; the inbox keeps them for commands that come again. */
  Future<Void> sent(SqlClient client, List<LateReply> replies) {
    UUID[] commands = replies.stream().map(LateReply::command).toArray(UUID[]::new);
    return client
        .preparedQuery(DELETE)
        .execute(Tuple.of(service).addArrayOfUUID(commands))
        .mapEmpty();
  }

  Future<Waiting> waiting(SqlClient client, int most) {
    return client
        .preparedQuery(WAITING)
        .execute(Tuple.of(service, most))
        .map(rows -> rows.iterator().next())
        .map(row -> new Waiting(row.getLong("replies"), row.getDouble("age")));
  }

  /**
   * Forgets commands that were deferred, and could have been answered, longer ago than the
   * retention, with what is in the inbox where no reply ever came.
   *
   * @return how many were forgotten; fewer than {@code most} when no more are left
   */
  public static Future<Integer> purge(SqlClient client, Duration retention, int most) {
    return client
        .preparedQuery(PURGE)
        .execute(Tuple.of(retention.toMillis(), most))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private Future<LateReply> refuse(SqlConnection connection, UUID command) {
    return connection
        .preparedQuery(IS_SEEN)
        .execute(Tuple.of(service, command))
        .map(RowSet::size)
        .compose(
            seen ->
                Future.failedFuture(
                    new IllegalStateException(
                        seen == 1
                            ? "command " + command + " has its reply already"
                            : "no reply to command " + command + " is awaited")));
  }

  private LateReply late(Row row, FirstReply.Given reply) {
    var trace = new TraceContext(row.getString("traceparent"), row.getString("tracestate"));
    var address = (ReplyTo.Kafka) ReplyTo.parse(row.getString("reply_to"));
    var written =
        new Reply(
            UuidCreator.getTimeOrderedEpoch(),
            new InvocationId(row.getUUID("invocation")),
            row.getUUID("command_id"),
            row.getString("operation"),
            "/service/" + service,
            row.getString("message_key"),
            instant(row, "deferred_at"),
            instant(row, "replied_at"),
            row.getInteger("attempt"),
            // A recorded command, and no other, is answered on the topic that is kept.
            address.topic().equals(ReplyTopics.DURABLE),
            Ended.ANSWERED,
            reply.status(),
            trace.next(),
            reply.payload());
    return new LateReply(address, written);
  }

  private static Instant instant(Row row, String column) {
    return Objects.requireNonNull(row.getOffsetDateTime(column))
        .toInstant()
        .truncatedTo(ChronoUnit.MILLIS);
  }
}
