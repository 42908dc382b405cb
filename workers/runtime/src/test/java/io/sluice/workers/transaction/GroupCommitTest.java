package io.sluice.workers.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each transaction commits alone, and the server writes commits that come together at once. */
@ExtendWith(RealDatabase.class)
final class GroupCommitTest {

  private static final int IN_FLIGHT = 64;
  private static final int TURNS = 25;

  private final String service = RealDatabase.newService();

  @Test
  void commandsAtTheSameTimeShareFlushesAndOnesFailureIsNoOthers() throws Exception {
    long before = flushes();
    long answered = 0;
    try (var node = node()) {
      List<Future<Long>> callers = new ArrayList<>();
      for (int i = 0; i < IN_FLIGHT; i++) {
        callers.add(inTurn(node, TURNS));
      }
      for (Future<Long> caller : callers) {
        answered += caller.await(60, SECONDS);
      }
    }

    // A connection tells the statistics what it did when it ends.
    long flushes = flushes() - before;
    long commands = (long) IN_FLIGHT * TURNS;
    assertEquals(commands - IN_FLIGHT, answered, "one of each caller's fails");
    // How many share one is the disk's affair: the slower it is, the more wait for the next flush.
    assertTrue(flushes < commands * 9 / 10, flushes + " flushes for " + commands + " commands");
  }

  /** How many of so many commands, one after the other, succeed; one of them is made to fail. */
  private static Future<Long> inTurn(AccountNode node, int commands) {
    Future<Long> succeeded = Future.succeededFuture(0L);
    for (int i = 0; i < commands; i++) {
      String data = JsonInput.of(UUID.randomUUID().toString(), i == 3 ? -1 : 1);
      succeeded =
          succeeded.compose(
              count ->
                  node.send(Commands.of("pay", data))
                      .map(reply -> reply.status() == null ? count + 1 : count));
    }
    return succeeded;
  }

  private long flushes() throws Exception {
    try (var node = node()) {
      return node.database()
          .pool()
          .query("select coalesce(sum(fsyncs), 0)::bigint from pg_stat_io where object = 'wal'")
          .execute()
          .map(rows -> Objects.requireNonNull(rows.iterator().next().getLong(0)))
          .await(30, SECONDS);
    }
  }

  private AccountNode node() throws Exception {
    var worker =
        new AccountWorker(service, "nowhere")
            .on(
                "pay",
                (input, call) ->
                    call.transaction(
                        transaction ->
                            Accounts.add(transaction, input)
                                .compose(
                                    paid ->
                                        input.amount() < 0
                                            ? Future.failedFuture("refused")
                                            : Future.succeededFuture(paid))));
    return new AccountNode(worker, "nowhere", (event, stream) -> Future.failedFuture("none"));
  }
}
