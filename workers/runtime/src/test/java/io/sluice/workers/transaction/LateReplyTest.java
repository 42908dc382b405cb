package io.sluice.workers.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import io.sluice.workers.Commands;
import io.sluice.workers.Eventually;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.deferred.DeferredReplies;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.outbox.Publisher;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies that come from another transaction than their command's. */
@ExtendWith(RealDatabase.class)
final class LateReplyTest {

  private static final String STREAM = "nowhere";
  private static final ReplyTo.Kafka LANE = new ReplyTo.Kafka("sluice.replies.durable", 7);

  private final String service = RealDatabase.newService();
  private final List<AccountNode> nodes = new ArrayList<>();
  private final List<Reply> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private volatile Function<Transaction, Future<?>> work = tx -> Future.succeededFuture();

  @AfterEach
  void close() throws Exception {
    for (AccountNode node : nodes) {
      node.close();
    }
  }

  @Test
  void aCommandGetsItsReplyFromAnotherTransactionAndNoneBefore() throws Exception {
    AccountNode node = node(this::send);
    Command command = deferred();

    assertInstanceOf(RunResult.Deferred.class, node.run(command));
    assertInstanceOf(RunResult.Deferred.class, node.run(command));
    assertEquals(List.of(), sent);
    reply(node, tx -> tx.reply(command.id(), Answer.created("/a", Map.of("paid", 5))));

    Eventually.eventually("it is sent", () -> sent.size() == 1);
    Reply reply = sent.getFirst();
    assertEquals(201, reply.status());
    assertEquals("{\"paid\":5}", reply.payload().data().toString());
    assertEquals(command.id(), reply.causation());
    assertEquals(command.invocation(), reply.invocation());
    assertEquals(command.operation(), reply.operation());
    assertEquals(command.key(), reply.key());
    assertEquals(command.attempt(), reply.attempt());
    assertEquals(command.trace().traceId(), reply.trace().traceId());
    assertEquals("/service/" + service, reply.source());
    var again = assertInstanceOf(RunResult.Answered.class, node.run(command)).reply();
    assertEquals(201, again.status());
    assertEquals(reply.payload(), again.payload());
    assertEquals(1, runs.get());
    assertEquals(5, node.balance("a"));
    Eventually.eventually("sent and forgotten", () -> rows(node) == 0);
  }

  @Test
  void theReplyMayBeAProblem() throws Exception {
    AccountNode node = node(this::send);
    Command command = deferred();
    assertInstanceOf(RunResult.Deferred.class, node.run(command));

    reply(node, tx -> tx.reject(command.id(), Problem.named("no", "No", 409, "Full.")));

    Eventually.eventually("it is sent", () -> sent.size() == 1);
    assertEquals(409, sent.getFirst().status());
    assertEquals(
        sent.getFirst().payload(),
        assertInstanceOf(RunResult.Answered.class, node.run(command)).reply().payload());
  }

  @Test
  void aReplyAfterTheCallersTimeIsSentAllTheSame() throws Exception {
    AccountNode node = node(this::send);
    Command command = Commands.until(deferred(), Duration.ofSeconds(2));
    assertInstanceOf(RunResult.Deferred.class, node.run(command));
    Eventually.eventually("nobody waits", () -> command.expiry().isPast(InstantSource.system()));

    reply(node, tx -> tx.reply(command.id(), Map.of()));

    Eventually.eventually("it is sent", () -> sent.size() == 1);
  }

  @Test
  void aCommandThatComesAgainAfterItsDeadlineGetsNoReplyBeforeAndTheFirstOneAfter()
      throws Exception {
    AccountNode node = node(this::send);
    Command command = deferred();
    assertInstanceOf(RunResult.Deferred.class, node.run(command));
    Command late = Commands.until(command, Duration.ZERO);
    assertInstanceOf(RunResult.Deferred.class, node.run(late));

    reply(node, tx -> tx.reply(command.id(), Map.of("paid", 5)));

    var again = assertInstanceOf(RunResult.Answered.class, node.run(late)).reply();
    assertEquals("{\"paid\":5}", again.payload().data().toString());
    assertEquals(1, runs.get());
  }

  @Test
  void whatANodeCommittedAndDidNotSendIsSentByAnother() throws Exception {
    AccountNode dying = node(replies -> Promise.<Void>promise().future());
    Command command = deferred();
    assertInstanceOf(RunResult.Deferred.class, dying.run(command));
    reply(dying, tx -> tx.reply(command.id(), Map.of("paid", 5)));
    assertEquals(1, rows(dying));

    AccountNode next = node(this::send);

    Eventually.eventually("it is sent", () -> !sent.isEmpty());
    assertEquals("{\"paid\":5}", sent.getFirst().payload().data().toString());
    Eventually.eventually("sent and forgotten", () -> rows(next) == 0);
  }

  @Test
  void aSecondReplyIsRefusedAndTheFirstStays() throws Exception {
    AccountNode node = node(this::send);
    Command command = deferred();
    assertInstanceOf(RunResult.Deferred.class, node.run(command));
    reply(node, tx -> tx.reply(command.id(), Map.of("paid", 5)));

    assertEquals(
        "command " + command.id() + " has its reply already",
        refusal(node, tx -> tx.reply(command.id(), Map.of("paid", 6))));
    assertEquals(
        "command " + command.id() + " has its reply already",
        refusal(
            node,
            tx ->
                tx.reply(command.id(), Map.of())
                    .recover(first -> tx.reply(command.id(), Map.of()))));

    assertEquals(
        "{\"paid\":5}",
        assertInstanceOf(RunResult.Answered.class, node.run(command))
            .reply()
            .payload()
            .data()
            .toString());
  }

  @Test
  void aReplyThatNobodyAwaitsIsRefusedAndItsTransactionMayGoOn() throws Exception {
    AccountNode node = node(this::send);
    UUID unknown = UUID.randomUUID();

    assertEquals(
        "no reply to command " + unknown + " is awaited",
        refusal(node, tx -> tx.reply(unknown, Map.of())));

    reply(
        node,
        tx ->
            tx.reply(unknown, Map.of())
                .recover(refused -> Accounts.add(tx, new JsonInput("b", 1)).mapEmpty()));
    assertEquals(1, node.balance("b"));
  }

  @Test
  void aReplyOfATransactionThatIsUndoneIsNone() throws Exception {
    AccountNode node = node(this::send);
    Command command = deferred();
    assertInstanceOf(RunResult.Deferred.class, node.run(command));

    assertEquals(
        "undone",
        refusal(
            node,
            tx ->
                tx.reply(command.id(), Map.of())
                    .compose(replied -> Future.failedFuture(new IllegalStateException("undone")))));

    assertInstanceOf(RunResult.Deferred.class, node.run(command));
    assertEquals(List.of(), sent);
  }

  @Test
  void overTheBusNoReplyMayComeLater() throws Exception {
    AccountNode node = node(this::send);
    Command command = Commands.of("pay", JsonInput.of("a", 5));

    assertEquals(500, node.ask(command).status());

    assertEquals(0, node.balance("a"));
    assertEquals(0, rows(node));
  }

  @Test
  void outsideOfATransactionNoReplyMayComeLater() throws Exception {
    AccountNode node = node(this::send);

    assertEquals(500, node.ask(addressed("beside")).status());
    assertEquals(500, node.ask(addressed("after")).status());

    assertEquals(0, rows(node));
  }

  @Test
  void aCommandThatWaitsIsForgottenWhenItCouldHaveBeenAnsweredLongAgo() throws Exception {
    AccountNode node = node(this::send);
    Command waiting = deferred();
    Command old = deferred();
    assertInstanceOf(RunResult.Deferred.class, node.run(waiting));
    assertInstanceOf(RunResult.Deferred.class, node.run(old));
    age(node, old);

    var forgotten = DeferredReplies.purge(node.database().background(), Duration.ofDays(14), 9);

    assertEquals(1, forgotten.await(30, SECONDS));
    reply(node, tx -> tx.reply(waiting.id(), Map.of()));
    assertEquals(
        "no reply to command " + old.id() + " is awaited",
        refusal(node, tx -> tx.reply(old.id(), Map.of())));
  }

  private static void age(AccountNode node, Command command) throws Exception {
    var unused =
        node.database()
            .pool()
            .preparedQuery(
                "update sluice.deferred set deferred_at = now() - interval '15 days',"
                    + " expires_at = now() - interval '15 days' where command_id = $1")
            .execute(Tuple.of(command.id()))
            .await(30, SECONDS);
  }

  private static Command deferred() {
    return addressed("pay");
  }

  private static Command addressed(String operation) {
    return Commands.of(operation, JsonInput.of("a", 5)).withReplyTo(LANE);
  }

  private void reply(AccountNode node, Function<Transaction, Future<?>> replying) throws Exception {
    work = replying;
    assertNull(node.ask(Commands.of("work", JsonInput.of("a", 0))).status());
  }

  /** Why the transaction failed. */
  private String refusal(AccountNode node, Function<Transaction, Future<?>> replying)
      throws Exception {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    work = tx -> replying.apply(tx).onFailure(failures::add);
    assertEquals(500, node.ask(Commands.of("work", JsonInput.of("a", 0))).status());
    return String.valueOf(
        assertInstanceOf(IllegalStateException.class, failures.getFirst()).getMessage());
  }

  private static long rows(AccountNode node) {
    try {
      return node.deferred();
    } catch (TimeoutException e) {
      throw new AssertionError("the database does not answer", e);
    }
  }

  private Future<Void> send(Reply reply) {
    sent.add(reply);
    return Future.succeededFuture();
  }

  private AccountNode node(Function<Reply, Future<Void>> replies) throws Exception {
    var worker =
        new AccountWorker(service, STREAM)
            .on(
                "pay",
                (input, call) ->
                    call.transaction(
                        tx -> {
                          runs.incrementAndGet();
                          return Accounts.add(tx, input).map(paid -> call.defer());
                        }))
            .on("beside", (input, call) -> Future.succeededFuture(call.defer()))
            .on(
                "after",
                (input, call) ->
                    call.transaction(tx -> Future.succeededFuture(Map.of()))
                        .map(done -> call.defer()))
            .on("work", (input, call) -> call.transaction(tx -> work.apply(tx)));
    var node = new AccountNode(worker, STREAM, new Replies(replies));
    nodes.add(node);
    return node;
  }

  private record Replies(Function<Reply, Future<Void>> replies) implements Publisher {

    @Override
    public Future<Void> send(Event event, String stream) {
      return Future.failedFuture("no events here");
    }

    @Override
    public Future<Void> reply(Reply reply, ReplyTo.Kafka address) {
      assertEquals(LANE, address);
      return replies.apply(reply);
    }
  }
}
