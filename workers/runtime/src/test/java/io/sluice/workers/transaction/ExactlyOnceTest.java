package io.sluice.workers.transaction;

import static io.sluice.workers.transaction.AccountNodes.pay;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class ExactlyOnceTest {

  private final AtomicInteger runs = new AtomicInteger();
  private final AccountNodes accounts = new AccountNodes();

  @AfterEach
  void close() throws Exception {
    accounts.close();
  }

  @Test
  void aCommandThatComesAgainGetsTheFirstReplyAndIsNotRun() throws Exception {
    AccountNode node =
        accounts.node(
            accounts
                .worker()
                .on(
                    "pay",
                    (input, call) ->
                        call.transaction(
                            transaction -> {
                              runs.incrementAndGet();
                              return Accounts.add(transaction, input)
                                  .map(
                                      paid -> Answer.created("/accounts/a", paid).header("x", "ü"));
                            })));
    Command command = pay(5);

    Reply first = node.ask(command);
    Reply second = node.ask(command);

    assertEquals(201, first.status());
    assertEquals("{\"balance\":5}", first.payload().data().toString());
    assertEquals(Map.of("location", "/accounts/a", "x", "ü"), first.payload().headers());
    assertEquals(first.status(), second.status());
    assertEquals(first.payload(), second.payload());
    assertEquals(1, runs.get());
    assertEquals(5, node.balance("a"));
  }

  @Test
  void ofTwoRunsAtOnceTheSecondWaitsAndAnswersTheSame() throws Exception {
    Promise<Void> mayEnd = Promise.promise();
    CompletableFuture<Void> running = new CompletableFuture<>();
    AccountNode one = accounts.node(slow(running, mayEnd));
    AccountNode other = accounts.node(slow(running, mayEnd));
    Command command = pay(5);

    Future<Reply> first = one.send(command);
    running.get(20, SECONDS);
    Future<Reply> second = other.send(command);
    Future<Reply> third = one.send(command);
    one.awaitLocked(2);
    mayEnd.complete();

    assertEquals("{\"balance\":5}", first.await(20, SECONDS).payload().data().toString());
    assertEquals(first.result().payload(), second.await(20, SECONDS).payload());
    assertEquals(first.result().payload(), third.await(20, SECONDS).payload());
    assertEquals(1, runs.get());
  }

  @Test
  void aRejectionUndoesTheWorkAndIsTheFirstReply() throws Exception {
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
                                    .compose(paid -> Future.failedFuture(refusal())))));
    Command command = pay(5);

    Reply first = node.ask(command);
    Reply second = node.ask(command);

    assertEquals(409, first.status());
    assertEquals("/problems/broke", first.payload().data().toJsonObject().getString("type"));
    assertEquals(1, first.payload().data().toJsonObject().getInteger("run"));
    assertEquals(first.payload(), second.payload());
    assertEquals(1, runs.get());
    assertEquals(0, node.balance("a"));
  }

  @Test
  void aRunThatFindsWhatTheFirstHasLeftAnswersAsThatDid() throws Exception {
    AccountNode node =
        accounts.node(
            accounts
                .worker()
                .durable(
                    "pay",
                    (input, call) ->
                        runs.incrementAndGet() > 1
                            ? Future.failedFuture(refusal())
                            : call.transaction(transaction -> Accounts.add(transaction, input))));
    Command command = pay(5);

    Reply first = node.ask(command);
    Reply second = node.ask(command);
    Reply another = node.ask(pay(7));

    assertEquals("{\"balance\":5}", first.payload().data().toString());
    assertEquals(first.payload(), second.payload());
    assertEquals(409, another.status());
  }

  @Test
  void aFailureLeavesNothingAndTheNextRunMayCount() throws Exception {
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
                                            runs.incrementAndGet() == 1
                                                ? Future.failedFuture(
                                                    new IllegalStateException("first"))
                                                : Future.succeededFuture(paid)))));
    Command command = pay(5);

    assertEquals(500, node.ask(command).status());
    assertEquals(0, node.balance("a"));
    assertNull(node.ask(command).status());
    assertEquals(5, node.balance("a"));
  }

  @Test
  void workThatGoesOnAfterItsEndHasNoConnection() throws Exception {
    CompletableFuture<Throwable> late = new CompletableFuture<>();
    AccountNode node =
        accounts.node(
            accounts
                .worker()
                .on(
                    "pay",
                    (input, call) ->
                        call.transaction(
                            transaction -> {
                              var unused =
                                  call.cancelled()
                                      .timeout(1, SECONDS)
                                      .transform(waited -> Accounts.add(transaction, input))
                                      .onFailure(late::complete);
                              return Future.failedFuture(new IllegalStateException("over"));
                            })));

    assertEquals(500, node.ask(pay(5)).status());

    assertEquals("the transaction is over", late.get(20, SECONDS).getMessage());
    assertEquals(0, node.balance("a"));
  }

  @Test
  void aCommandWhoseDeadlinePassedWhileItWaitedIsNotRun() throws Exception {
    Promise<Void> mayEnd = Promise.promise();
    CompletableFuture<Void> running = new CompletableFuture<>();
    AccountNode node = accounts.node(slow(running, mayEnd));
    Command command = pay(5);
    Future<Reply> first = node.send(command);
    running.get(20, SECONDS);
    var shorter = Commands.until(command, Duration.ofSeconds(1));

    Reply second = node.ask(shorter);
    mayEnd.complete();

    assertEquals(504, second.status());
    assertEquals(
        "/problems/outcome-unknown", second.payload().data().toJsonObject().getString("type"));
    assertNull(first.await(20, SECONDS).status());
    assertEquals(1, runs.get());
  }

  private AccountWorker slow(CompletableFuture<Void> running, Promise<Void> mayEnd) {
    return accounts
        .worker()
        .on(
            "pay",
            (input, call) ->
                call.transaction(
                    transaction -> {
                      runs.incrementAndGet();
                      return Accounts.add(transaction, input)
                          .onSuccess(paid -> running.complete(null))
                          .compose(paid -> mayEnd.future().map(paid));
                    }));
  }

  private Rejection refusal() {
    return new Rejection(
        Problem.named("broke", "Broke", 409, "No money.").with("run", runs.incrementAndGet()));
  }
}
