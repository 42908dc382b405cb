package io.sluice.workers.transaction;

import io.sluice.backbone.dispatch.CallLog;
import io.sluice.workers.deferred.DeferredReplies;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Deferral;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.HinderedException;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.json.JsonData;
import io.sluice.workers.outbox.Cause;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/** A command, of which the first reply is recorded. */
record CommandOnce(Inbox inbox, DeferredReplies deferred, Call call) implements Once<FirstReply> {

  @Override
  public Future<Optional<FirstReply>> claim(SqlConnection connection) {
    UUID command = call.commandId();
    Future<Void> claimed = inbox.claim(connection, command);
    Future<Optional<FirstReply>> found = inbox.find(connection, command);
    return claimed.compose(ours -> found);
  }

  @Override
  public void requireStart() {
    call.requireStart();
  }

  @Override
  public FirstReply result(@Nullable Object worked) {
    return worked instanceof Deferral ? new FirstReply.Deferred() : JsonData.reply(worked);
  }

  @Override
  public Future<Void> store(SqlConnection connection, FirstReply reply) {
    return switch (reply) {
      case FirstReply.Given given -> inbox.store(connection, call.commandId(), given);
      case FirstReply.Deferred later -> deferred.store(connection, call.command());
    };
  }

  @Override
  public boolean isAnswer(Throwable failure) {
    return failure instanceof Rejection;
  }

  @Override
  public Future<FirstReply> storeAnswer(SqlConnection connection, Throwable failure) {
    try {
      var reply = FirstReply.of(((Rejection) failure).problem());
      return inbox.storeIfNew(connection, call.commandId(), reply);
    } catch (RuntimeException e) {
      // Members that cannot be written as JSON.
      return Future.failedFuture(e);
    }
  }

  @Override
  public Cause cause() {
    return Cause.of(call.command());
  }

  @Override
  public Throwable hindered(boolean doubt, Throwable cause) {
    return new HinderedException(doubt ? Hindrance.UNKNOWN : Hindrance.UNAVAILABLE);
  }

  @Override
  public LoggingEventBuilder about(LoggingEventBuilder entry) {
    return CallLog.about(entry, call.command());
  }
}
