package io.sluice.workers.deferred;

import io.sluice.workers.outbox.Publisher;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends late replies as soon as their transactions have committed. What it cannot send the relay
 * finds in the {@link ReplyBacklog}. Confined to one context.
 */
public final class ReplySender {

  private static final int DELETE_AT_ONCE = 500;
  private static final Duration DELETE_LIMIT = Duration.ofSeconds(6);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(6);

  private final List<LateReply> sent = new ArrayList<>();
  private final Promise<Void> quiet = Promise.promise();
  private final Context context;
  private final Publisher publisher;
  private final DeferredReplies deferred;
  private final SqlClient database;
  private int onTheirWay;
  private boolean deleting;
  private boolean closed;

  /** To be made on the context. */
  public ReplySender(
      Context context, Publisher publisher, DeferredReplies deferred, SqlClient database) {
    this.context = context;
    this.publisher = publisher;
    this.deferred = deferred;
    this.database = database;
  }

  /** Takes what a transaction has committed; called on the context. */
  public void offer(List<LateReply> committed) {
    if (!closed) {
      committed.forEach(this::send);
    }
  }

  /** Takes no more; ends when nothing is on its way any more, or after 6 s. */
  public Future<Void> close() {
    closed = true;
    endWhenQuiet();
    return quiet.future().timeout(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private void send(LateReply reply) {
    onTheirWay++;
    publisher
        .reply(reply.reply(), reply.address())
        .onComplete(ended -> context.runOnContext(ignored -> ended(reply, ended)));
  }

  /** Where it failed its row stays, and the relay tells why it cannot send it either. */
  private void ended(LateReply reply, AsyncResult<Void> ended) {
    onTheirWay--;
    if (ended.succeeded()) {
      sent.add(reply);
      deleteSome();
    }
    endWhenQuiet();
  }

  /** One statement at a time; where it fails, the relay sends them once more. */
  private void deleteSome() {
    if (deleting || sent.isEmpty()) {
      return;
    }
    deleting = true;
    List<LateReply> batch = sent.subList(0, Math.min(DELETE_AT_ONCE, sent.size()));
    List<LateReply> deleted = List.copyOf(batch);
    batch.clear();
    deferred
        .sent(database, deleted)
        .timeout(DELETE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(
            done -> {
              deleting = false;
              deleteSome();
              endWhenQuiet();
            });
  }

  private void endWhenQuiet() {
    if (closed && onTheirWay == 0 && !deleting && sent.isEmpty()) {
      quiet.tryComplete();
    }
  }
}
