package io.sluice.workers.transaction;

import static io.sluice.workers.transaction.AccountNodes.pay;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Reply;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a command whose statements the database fails, or its connection. */
@ExtendWith(RealDatabase.class)
final class DatabaseFailureTest {

  private final AtomicInteger runs = new AtomicInteger();
  private final AccountNodes accounts = new AccountNodes();

  @AfterEach
  void close() throws Exception {
    accounts.close();
  }

  @Test
  void aConflictIsRunAgain() throws Exception {
    AccountNode node = accounts.node(failingFirst("40001"));

    assertEquals("{\"balance\":5}", node.ask(pay(5)).payload().data().toString());
    assertEquals(3, runs.get());
    assertEquals(5, node.balance("a"));
  }

  @Test
  void aDeadlockEndsWithBothDone() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    AccountNode node =
        accounts.node(
            accounts
                .worker()
                .blocking(
                    "pay",
                    (input, call) ->
                        call.blockingTransaction(
                            transaction -> {
                              runs.incrementAndGet();
                              var unused = Accounts.add(transaction, input).await();
                              both.countDown();
                              both.await();
                              String other = input.account().equals("a") ? "b" : "a";
                              return Accounts.add(transaction, new JsonInput(other, 1)).await();
                            })));
    Future<Reply> one = node.send(pay("a", 1));
    Future<Reply> other = node.send(pay("b", 1));

    assertNull(one.await(30, SECONDS).status());
    assertNull(other.await(30, SECONDS).status());
    assertTrue(runs.get() > 2, "one was run again");
    assertEquals(2, node.balance("a"));
    assertEquals(2, node.balance("b"));
  }

  @Test
  void aLostConnectionIsNoticedAndTheWorkIsRunAgain() throws Exception {
    AccountNode node =
        accounts.node(
            accounts
                .worker()
                .on(
                    "pay",
                    (input, call) ->
                        call.transaction(
                            transaction ->
                                Accounts.add(transaction, input)
                                    .compose(
                                        paid ->
                                            runs.incrementAndGet() < 3
                                                ? transaction
                                                    .db()
                                                    .query(
                                                        "select pg_terminate_backend(pg_backend_pid())")
                                                    .execute()
                                                    .map(ended -> paid)
                                                : Future.succeededFuture(paid)))));

    assertEquals("{\"balance\":5}", node.ask(pay(5)).payload().data().toString());
    assertEquals(3, runs.get());
    assertEquals(5, node.balance("a"));
  }

  @Test
  void aStatementsFailureThatIsSwallowedCommitsNothing() throws Exception {
    AccountNode node =
        accounts.node(
            accounts
                .worker()
                .on(
                    "pay",
                    (input, call) ->
                        call.transaction(
                            transaction ->
                                Accounts.add(transaction, input)
                                    .compose(
                                        paid -> transaction.db().query("select nonsense").execute())
                                    .map(found -> Map.of())
                                    .otherwise(Map.of()))));

    assertEquals(500, node.ask(pay(5)).status());
    assertEquals(0, node.balance("a"));
  }

  private AccountWorker failingFirst(String state) {
    return accounts
        .worker()
        .on(
            "pay",
            (input, call) ->
                call.transaction(
                    transaction ->
                        Accounts.add(transaction, input)
                            .compose(
                                paid ->
                                    runs.incrementAndGet() < 3
                                        ? transaction
                                            .db()
                                            .query(
                                                "do $$ begin raise exception 'no' using errcode = '"
                                                    + state
                                                    + "'; end $$")
                                            .execute()
                                            .map(never -> paid)
                                        : Future.succeededFuture(paid))));
  }
}
