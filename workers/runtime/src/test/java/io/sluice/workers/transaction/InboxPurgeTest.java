package io.sluice.workers.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.message.Command;
import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the inbox forgets, and what not. */
@ExtendWith(RealDatabase.class)
final class InboxPurgeTest {

  private static final Duration RETENTION = Duration.ofDays(14);

  @Test
  void onlyRepliesOlderThanTheRetentionAreForgottenAndFewAtATime() throws Exception {
    var worker =
        new AccountWorker(RealDatabase.newService(), "nowhere")
            .on(
                "pay",
                (input, call) -> call.transaction(transaction -> Accounts.add(transaction, input)));
    try (var node =
        new AccountNode(worker, "nowhere", (event, stream) -> Future.failedFuture("no events"))) {
      List<Command> commands = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        commands.add(Commands.of("pay", JsonInput.of("a", 1)));
        assertNull(node.ask(commands.getLast()).status());
      }
      for (Command old : commands.subList(0, 3)) {
        age(node, old);
      }

      assertEquals(2, purge(node));
      assertEquals(1, purge(node));
      assertEquals(0, purge(node));
      assertNull(node.ask(commands.getLast()).status());
      assertEquals(4, node.balance("a"), "the last was not run again");
    }
  }

  private static int purge(AccountNode node) throws Exception {
    return Inbox.purge(node.database().background(), RETENTION, 2).await(30, SECONDS);
  }

  private static void age(AccountNode node, Command command) throws Exception {
    var unused =
        node.database()
            .pool()
            .preparedQuery(
                "update sluice.inbox set replied_at = now() - interval '15 days'"
                    + " where command_id = $1")
            .execute(Tuple.of(command.id()))
            .await(30, SECONDS);
  }
}
