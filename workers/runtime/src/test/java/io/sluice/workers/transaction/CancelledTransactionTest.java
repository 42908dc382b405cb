package io.sluice.workers.transaction;

import static io.sluice.workers.transaction.AccountNodes.pay;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.handler.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a command is told that comes, or comes again, after it was cancelled. */
@ExtendWith(RealDatabase.class)
final class CancelledTransactionTest {

  private static final Duration DAY = Duration.ofHours(24);

  private final AtomicInteger runs = new AtomicInteger();
  private final Promise<Void> mayEnd = Promise.promise();
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final AccountNodes accounts = new AccountNodes();

  @AfterEach
  void close() throws Exception {
    accounts.close();
  }

  @Test
  void oneThatWasAnsweredBeforeGetsTheFirstReply() throws Exception {
    AccountNode node = node();
    mayEnd.complete();
    Command command = Commands.until(pay(5), DAY);
    Reply first = node.ask(command);

    node.cancel(command);
    Reply again = node.ask(command);

    assertNull(again.status());
    assertFalse(again.isCancelled());
    assertEquals(first.payload(), again.payload());
    assertEquals(1, runs.get());
  }

  @Test
  void oneThatNeverRanIsCancelledEachTimeThatItComes() throws Exception {
    AccountNode node = node();
    Command command = Commands.until(pay(5), DAY);
    node.cancel(command);

    assertCancelled(node.ask(command));
    assertCancelled(node.ask(command));

    assertEquals(0, runs.get());
    assertEquals(0, node.balance("a"));
  }

  @Test
  void oneThatIsAtWorkElsewhereIsAnsweredAsThatEnds() throws Exception {
    AccountNode one = node();
    AccountNode other = node();
    Command command = Commands.until(pay(5), DAY);
    Future<Reply> first = one.send(command);
    running.get(20, SECONDS);

    other.cancel(command);
    Future<Reply> again = other.send(command);
    one.awaitLocked(1);
    mayEnd.complete();

    assertEquals("{\"balance\":5}", again.await(20, SECONDS).payload().data().toString());
    assertEquals(first.await(20, SECONDS).payload(), again.result().payload());
    assertEquals(1, runs.get());
  }

  @Test
  void oneThatIsCancelledInASecondRunBeforeItsTransactionGetsTheFirstReply() throws Exception {
    mayEnd.complete();
    Command command = Commands.until(pay(5), DAY);
    Reply first = node().ask(command);
    var begun = new CompletableFuture<Void>();
    AccountNode other =
        accounts.node(
            accounts
                .worker()
                .on(
                    "pay",
                    (input, call) -> {
                      begun.complete(null);
                      return call.cancelled()
                          .compose(wish -> Future.failedFuture(new CancellationException()));
                    }));

    Future<Reply> again = other.send(command);
    begun.get(20, SECONDS);
    other.cancel(command);

    assertFirst(first, again.await(20, SECONDS));
  }

  @Test
  void oneThatStopsAfterItsOwnCommitIsAnsweredAsItDid() throws Exception {
    var committed = new CompletableFuture<Void>();
    AccountNode node =
        accounts.node(
            accounts
                .worker()
                .on(
                    "pay",
                    (input, call) ->
                        call.transaction(tx -> Accounts.add(tx, input))
                            .onSuccess(done -> committed.complete(null))
                            .compose(done -> call.cancelled())
                            .compose(wish -> Future.failedFuture(new CancellationException()))));
    Command command = Commands.until(pay(5), DAY);
    Future<Reply> reply = node.send(command);
    committed.get(20, SECONDS);

    node.cancel(command);

    assertFalse(reply.await(20, SECONDS).isCancelled());
    assertEquals("{\"balance\":5}", reply.result().payload().data().toString());
  }

  @Test
  void oneWhoseThreadBeginsTooLateGetsTheFirstReply() throws Exception {
    mayEnd.complete();
    Command command = Commands.until(pay(5), DAY);
    Reply first = node().ask(command);
    var waits = new CompletableFuture<Call>();
    AccountNode other =
        accounts.node(
            accounts
                .worker()
                .blocking(
                    "pay",
                    (input, call) -> {
                      waits.complete(call);
                      call.cancelled().await();
                      // As before the handler, where its thread had to wait for its turn.
                      call.requireStart();
                      return input;
                    }));

    Future<Reply> again = other.send(command);
    waits.get(20, SECONDS);
    other.cancel(command);

    assertFirst(first, again.await(20, SECONDS));
  }

  private void assertFirst(Reply first, Reply again) {
    assertFalse(again.isCancelled());
    assertNull(again.status());
    assertEquals(first.payload(), again.payload());
    assertEquals(1, runs.get());
  }

  private static void assertCancelled(Reply reply) {
    assertTrue(reply.isCancelled());
    assertEquals(409, reply.status());
  }

  private AccountNode node() throws Exception {
    return accounts.node(
        accounts
            .worker()
            .on(
                "pay",
                (input, call) ->
                    call.transaction(
                        tx -> {
                          runs.incrementAndGet();
                          running.complete(null);
                          return mayEnd.future().compose(go -> Accounts.add(tx, input));
                        })));
  }
}
