package io.sluice.workers.transaction;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.transaction.AccountNodes.pay;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a command is told that comes, or comes again, after its deadline. */
@ExtendWith(RealDatabase.class)
final class ExpiredCommandTest {

  private final AtomicInteger runs = new AtomicInteger();
  private final Promise<Void> mayEnd = Promise.promise();
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final AccountNodes accounts = new AccountNodes();

  @AfterEach
  void close() throws Exception {
    accounts.close();
  }

  @Test
  void oneThatWasAnsweredGetsTheFirstReply() throws Exception {
    AccountNode node = node();
    mayEnd.complete();
    Command command = pay(5);
    Reply first = node.ask(command);

    Reply late = node.ask(expired(command));

    assertNull(late.status());
    assertEquals(first.payload(), late.payload());
    assertEquals(1, runs.get());
  }

  @Test
  void oneThatNeverRanIsToldSo() throws Exception {
    AccountNode node = node();
    Command command = expired(pay(5));

    assertProblem("/problems/deadline-exceeded", node.ask(command));
    assertProblem("/problems/deadline-exceeded", node.ask(command));

    assertEquals(0, runs.get());
    assertEquals(0, node.balance("a"));
  }

  @Test
  void oneThatIsStillAtWorkElsewhereIsWaitedFor() throws Exception {
    AccountNode one = node();
    AccountNode other = node();
    Command command = pay(5);
    Future<Reply> first = one.send(command);
    running.get(20, SECONDS);

    Future<Reply> late = other.send(expired(command));
    one.awaitLocked(1);
    mayEnd.complete();

    assertEquals("{\"balance\":5}", late.await(20, SECONDS).payload().data().toString());
    assertEquals(first.await(20, SECONDS).payload(), late.result().payload());
    assertEquals(1, runs.get());
  }

  @Test
  void whereItCannotBeLookedUpNobodySaysThatItDidNotRun() throws Exception {
    AccountNode one = node();
    AccountNode other = node();
    Command command = pay(5);
    Future<Reply> first = one.send(command);
    running.get(20, SECONDS);

    assertProblem("/problems/outcome-unknown", other.ask(expired(command)));

    mayEnd.complete();
    assertNull(first.await(20, SECONDS).status());
    assertEquals(1, runs.get());
  }

  @Test
  void oneThatExpiresInASecondRunBeforeItsTransactionGetsTheFirstReply() throws Exception {
    mayEnd.complete();
    Command command = pay(5);
    Reply first = node().ask(command);
    AccountNode other =
        accounts.node(
            accounts
                .worker()
                .blocking(
                    "pay",
                    (input, call) -> {
                      eventually(
                          "it has expired", () -> call.deadline().isPast(InstantSource.system()));
                      // As before the handler, where its thread had to wait for its turn.
                      call.requireStart();
                      return input;
                    }));

    Reply again = other.ask(Commands.until(command, Duration.ofSeconds(1)));

    assertNull(again.status());
    assertEquals(first.payload(), again.payload());
    assertEquals(1, runs.get());
  }

  private static Command expired(Command command) {
    return Commands.until(command, Duration.ZERO);
  }

  private static void assertProblem(String type, Reply reply) {
    assertEquals(504, reply.status());
    assertEquals(type, reply.payload().data().toJsonObject().getString("type"));
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
