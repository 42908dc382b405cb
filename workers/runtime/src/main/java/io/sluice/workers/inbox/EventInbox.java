package io.sluice.workers.inbox;

import io.sluice.backbone.message.Payload;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.StreamEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/**
 * Which events one service is done with: of those with a sequence the last of each stream and key;
 * of the others each, by its id, in the {@link Inbox}. Thread-safe.
 */
public final class EventInbox {

  private static final FirstReply.Given NO_REPLY =
      new FirstReply.Given(null, Payload.json(Buffer.buffer()));

  private static final String CLAIM =
      "select pg_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text, $3::bigint))";

  private static final String FIND =
      """
      select
        (select last from sluice.event_position
         where service = $1 and stream = $2 and message_key = $3) as last,
        exists (select 1 from sluice.event_aside
         where service = $1 and stream = $2 and message_key = $3 and sequence = $4) as aside
      """;

  private static final String ADVANCE =
      """
      insert into sluice.event_position as p (service, stream, message_key, last)
      values ($1, $2, $3, $4)
      on conflict (service, stream, message_key) do update set last = excluded.last
      where p.last < excluded.last
      """;

  private static final String COME_BACK =
      "delete from sluice.event_aside"
          + " where service = $1 and stream = $2 and message_key = $3 and sequence = $4";

  private static final String GIVE_UP =
      "with aside as (insert into sluice.event_aside (service, stream, message_key, sequence)"
          + " values ($1, $2, $3, $4) on conflict do nothing) "
          + ADVANCE;

  private static final String START =
      """
      with first as (
        insert into sluice.event_start (service, stream) values ($1, $2)
        on conflict do nothing returning started_at)
      select started_at from first
      union all select started_at from sluice.event_start where service = $1 and stream = $2
      limit 1
      """;

  private static final String PURGE =
      "delete from sluice.event_aside where given_up_at < now() - $1::bigint * interval '1 ms'";

  private final String service;
  private final Inbox inbox;

  public EventInbox(String service, Inbox inbox) {
    this.service = service;
    this.inbox = inbox;
  }

  /** Lets no other transaction at work on an event of the key begin before this one has ended. */
  public Future<Void> claim(SqlConnection connection, StreamEvent event) {
    return event.sequence().isEmpty()
        ? inbox.claim(connection, event.id())
        : connection
            .preparedQuery(CLAIM)
            .execute(Tuple.of(event.stream(), event.key(), (long) service.hashCode()))
            .mapEmpty();
  }

  /** In a transaction to be asked after {@link #claim}, in a statement of its own. */
  public Future<Place> find(SqlClient client, StreamEvent event) {
    if (event.sequence().isEmpty()) {
      return inbox
          .find(client, event.id())
          .map(seen -> seen.isEmpty() ? Place.NEXT : Place.REPEATED);
    }
    return client
        .preparedQuery(FIND)
        .execute(position(event))
        .map(rows -> place(rows.iterator().next(), event.sequence().getAsLong()));
  }

  /** The service is done with it. */
  public Future<Void> store(SqlClient client, StreamEvent event, Place place) {
    if (event.sequence().isEmpty()) {
      return inbox.storeIfNew(client, event.id(), NO_REPLY).mapEmpty();
    }
    return client
        .preparedQuery(place == Place.GIVEN_UP ? COME_BACK : ADVANCE)
        .execute(position(event))
        .mapEmpty();
  }

  /** Those after it go on; it may come again. */
  public Future<Void> giveUp(SqlClient client, StreamEvent event) {
    return event.sequence().isEmpty()
        ? Future.succeededFuture()
        : client.preparedQuery(GIVE_UP).execute(position(event)).mapEmpty();
  }

  /** When the service first wanted to read the stream from then on: now, where that is new. */
  public Future<Instant> firstWanted(SqlClient client, String stream) {
    return client
        .preparedQuery(START)
        .execute(Tuple.of(service, stream))
        .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
  }

  /** Forgets those given up that will not come again. */
  public static Future<Void> purge(SqlClient client, Duration retention) {
    return client.preparedQuery(PURGE).execute(Tuple.of(retention.toMillis())).mapEmpty();
  }

  private Tuple position(StreamEvent event) {
    return Tuple.of(service, event.stream(), event.key(), event.sequence().getAsLong());
  }

  private static Place place(Row row, long sequence) {
    Long last = row.getLong("last");
    if (last == null || sequence == last + 1) {
      return Place.NEXT;
    }
    if (sequence > last) {
      return Place.AFTER_A_GAP;
    }
    return row.getBoolean("aside") ? Place.GIVEN_UP : Place.REPEATED;
  }
}
