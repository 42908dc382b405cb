package io.sluice.workers.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.message.Problem;
import io.sluice.workers.deferred.DeferredReplies;
import io.sluice.workers.deferred.LateReply;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.json.JsonData;
import io.sluice.workers.outbox.NewEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one run of the work sees; collects its events and late replies. Thread-safe. */
final class OpenTransaction implements Transaction {

  private static final int MOST = 1_000;

  private final List<NewEvent> events = new ArrayList<>();
  private final List<LateReply> replies = new ArrayList<>();
  private final SqlConnection connection;
  private final Set<String> streams;
  private final DeferredReplies deferred;
  private int replied;
  private boolean over;

  OpenTransaction(SqlConnection connection, Set<String> streams, DeferredReplies deferred) {
    this.connection = connection;
    this.streams = streams;
    this.deferred = deferred;
  }

  @Override
  public synchronized SqlConnection db() {
    requireOpen();
    return connection;
  }

  @Override
  public synchronized void publish(String stream, String key, String event, Object data) {
    if (!streams.contains(stream)) {
      throw new IllegalArgumentException("the worker has not named the stream " + stream);
    }
    requireOpen();
    if (events.size() == MOST) {
      throw new IllegalStateException("more than " + MOST + " events at once");
    }
    try {
      var written = JsonData.write(data);
      events.add(new NewEvent(UuidCreator.getTimeOrderedEpoch(), stream, key, event, written));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the data of " + event + " cannot be written as JSON", e);
    }
  }

  @Override
  public Future<Void> reply(UUID command, @Nullable Object result) {
    return write(command, JsonData.reply(result));
  }

  @Override
  public Future<Void> reject(UUID command, Problem problem) {
    return write(command, FirstReply.of(problem));
  }

  private synchronized Future<Void> write(UUID command, FirstReply.Given reply) {
    requireOpen();
    if (replied++ == MOST) {
      throw new IllegalStateException("more than " + MOST + " replies at once");
    }
    return deferred.reply(connection, command, reply).onSuccess(this::add).mapEmpty();
  }

  /** Where the work did not wait for it, and has ended, it is the relay's. */
  private synchronized void add(LateReply reply) {
    replies.add(reply);
  }

  /** What goes on after the end would write without a transaction, or in another's. */
  private void requireOpen() {
    if (over) {
      throw new IllegalStateException("the transaction is over");
    }
  }

  /** Takes no more. */
  synchronized void end() {
    over = true;
  }

  synchronized List<NewEvent> events() {
    return List.copyOf(events);
  }

  synchronized List<LateReply> replies() {
    return List.copyOf(replies);
  }
}
