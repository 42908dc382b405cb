package io.sluice.workers.outbox;

import io.sluice.backbone.dispatch.FailureSpell;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes events as soon as their transactions have committed: of each stream and key one after
 * the other, and only when no lower one is unpublished. What it cannot send, has no room for, or
 * must not send yet, stays in the outbox, where the {@link Relay} finds it. Confined to one
 * context.
 */
public final class EventSender {

  private static final Logger log = LoggerFactory.getLogger(EventSender.class);

  private static final long MAX_BYTES = 16L * 1024 * 1024;
  private static final int DELETE_AT_ONCE = 500;
  private static final Duration DELETE_LIMIT = Duration.ofSeconds(6);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);
  private static final Duration SWEEP = Duration.ofSeconds(1);

  private final Map<StreamKey, Line> lines = new HashMap<>();
  private final Map<StreamKey, Line> stuckBefore = new HashMap<>();
  private final List<Pending> toDelete = new ArrayList<>();
  private final FailureSpell unsent = new FailureSpell(InstantSource.system());
  private final Vertx vertx;
  private final Context context;
  private final Publisher publisher;
  private final SqlClient database;
  private final long sweeper;
  private long bytes;
  private int onTheirWay;
  private boolean deleting;
  private boolean closed;
  private final Promise<Void> quiet = Promise.promise();

  /** To be made on the context. */
  public EventSender(Vertx vertx, Context context, Publisher publisher, SqlClient database) {
    this.vertx = vertx;
    this.context = context;
    this.publisher = publisher;
    this.database = database;
    this.sweeper = vertx.setPeriodic(SWEEP.toMillis(), fired -> sweep());
  }

  /** Takes what a transaction has committed; called on the context, in any order. */
  public void offer(List<Pending> committed) {
    for (Pending event : committed) {
      if (!closed && bytes + event.bytes() <= MAX_BYTES) {
        bytes += event.bytes();
        lines.computeIfAbsent(event.line(), line -> new Line()).add(event);
      }
    }
    committed.stream().map(Pending::line).distinct().forEach(this::sendNext);
  }

  /** Takes no more; ends when nothing is on its way any more, or after 6 s. */
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(sweeper);
    endWhenQuiet();
    return quiet.future().timeout(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private void sendNext(StreamKey key) {
    Line line = lines.get(key);
    if (line != null && !closed) {
      line.next().ifPresent(event -> send(key, line, event));
    }
  }

  private void send(StreamKey key, Line line, Pending event) {
    onTheirWay++;
    publisher
        .send(event.event(), event.stream())
        .onComplete(sent -> context.runOnContext(ignored -> ended(key, line, event, sent)));
  }

  private void ended(StreamKey key, Line line, Pending event, AsyncResult<Void> sent) {
    onTheirWay--;
    bytes -= event.bytes();
    if (sent.succeeded()) {
      line.acknowledged(event);
      toDelete.add(event);
      tellSuccess();
      sendNext(key);
      deleteSome();
    } else {
      tellFailure(sent.cause());
      drop(key, line);
    }
    endWhenQuiet();
  }

  /** The rows stay, and the relay has them in a moment. */
  private void drop(StreamKey key, Line line) {
    bytes -= line.waitingBytes();
    lines.remove(key, line);
  }

  /** One statement at a time: what is acknowledged meanwhile goes with the next. */
  private void deleteSome() {
    if (deleting || toDelete.isEmpty()) {
      return;
    }
    deleting = true;
    List<Pending> batch = toDelete.subList(0, Math.min(DELETE_AT_ONCE, toDelete.size()));
    List<Pending> deleted = List.copyOf(batch);
    batch.clear();
    Outbox.delete(database, deleted.stream().map(Pending::position).toList())
        .timeout(DELETE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            done -> {
              deleting = false;
              deleted.forEach(this::forget);
              deleteSome();
              endWhenQuiet();
            });
  }

  /** Where the row could not be deleted, the relay publishes it once more, and then goes on. */
  private void forget(Pending event) {
    Line line = lines.get(event.line());
    if (line != null && line.isOver(event.sequence())) {
      lines.remove(event.line());
    }
  }

  /** What waited for another node's event a whole turn long is the relay's. */
  private void sweep() {
    stuckBefore.forEach(
        (key, line) -> {
          if (lines.get(key) == line && line.isStuck()) {
            drop(key, line);
          }
        });
    stuckBefore.clear();
    lines.forEach(
        (key, line) -> {
          if (line.isStuck()) {
            stuckBefore.put(key, line);
          }
        });
  }

  private void endWhenQuiet() {
    if (closed && onTheirWay == 0 && !deleting && toDelete.isEmpty()) {
      quiet.tryComplete();
    }
  }

  private void tellSuccess() {
    unsent
        .endedBySuccess()
        .ifPresent(
            failures ->
                log.atInfo().addKeyValue("failures", failures).log("events are published again"));
  }

  private void tellFailure(Throwable failure) {
    if (unsent.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", failure.toString())
          .log("events cannot be published; they wait in the outbox");
    }
  }
}
