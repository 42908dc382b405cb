package io.sluice.workers.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.handler.Rejection;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers that block, on a virtual thread each. */
@ExtendWith(RealDatabase.class)
final class BlockingTransactionTest {

  private static final String STREAM = "nowhere";

  private final AtomicInteger runs = new AtomicInteger();
  private final String service = RealDatabase.newService();

  @Test
  void aBlockingHandlerHasTransactionsToo() throws Exception {
    var worker =
        newWorker()
            .blocking(
                "pay",
                (input, call) ->
                    call.blockingTransaction(
                        transaction -> {
                          runs.incrementAndGet();
                          var paid = Accounts.add(transaction, input).await();
                          return Accounts.add(transaction, input).await().equals(paid)
                              ? Map.of()
                              : Map.of("twice", true);
                        }));
    Command command = pay();

    try (AccountNode node = start(worker)) {
      Reply first = node.ask(command);

      assertEquals("{\"twice\":true}", first.payload().data().toString());
      assertEquals(first.payload(), node.ask(command).payload());
      assertEquals(1, runs.get());
      assertEquals(10, node.balance("a"));
    }
  }

  @Test
  void aBlockingRejectionIsTheFirstReply() throws Exception {
    var worker =
        newWorker()
            .blocking(
                "pay",
                (input, call) ->
                    call.blockingTransaction(
                        transaction -> {
                          var unused = Accounts.add(transaction, input).await();
                          throw new Rejection(Problem.named("broke", "Broke", 409, "No money."));
                        }));

    try (AccountNode node = start(worker)) {
      assertEquals(409, node.ask(pay()).status());
      assertEquals(0, node.balance("a"));
    }
  }

  private AccountWorker newWorker() {
    return new AccountWorker(service, STREAM);
  }

  private static Command pay() {
    return Commands.of("pay", JsonInput.of("a", 5));
  }

  private static AccountNode start(AccountWorker worker) throws Exception {
    return new AccountNode(
        worker, STREAM, (event, stream) -> Future.failedFuture("no events here"));
  }
}
