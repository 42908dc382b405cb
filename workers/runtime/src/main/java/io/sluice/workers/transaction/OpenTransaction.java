package io.sluice.workers.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.json.JsonData;
import io.sluice.workers.outbox.NewEvent;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What one run of the work sees; collects its events. Thread-safe. */
final class OpenTransaction implements Transaction {

  private static final int MAX_EVENTS = 1_000;

  private final List<NewEvent> events = new ArrayList<>();
  private final SqlConnection connection;
  private final Set<String> streams;
  private boolean over;

  OpenTransaction(SqlConnection connection, Set<String> streams) {
    this.connection = connection;
    this.streams = streams;
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
    if (events.size() == MAX_EVENTS) {
      throw new IllegalStateException("more than " + MAX_EVENTS + " events at once");
    }
    try {
      var written = JsonData.write(data);
      events.add(new NewEvent(UuidCreator.getTimeOrderedEpoch(), stream, key, event, written));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the data of " + event + " cannot be written as JSON", e);
    }
  }

  /** What goes on after the end would write without a transaction, or in another's. */
  private void requireOpen() {
    if (over) {
      throw new IllegalStateException("the transaction is over");
    }
  }

  /** Takes no more. */
  synchronized List<NewEvent> end() {
    over = true;
    return List.copyOf(events);
  }
}
