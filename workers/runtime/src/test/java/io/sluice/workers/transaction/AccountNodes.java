package io.sluice.workers.transaction;

import io.sluice.backbone.message.Command;
import io.sluice.workers.Commands;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A service's nodes on one database; its workers publish nothing. */
final class AccountNodes {

  private static final String STREAM = "nowhere";

  private final List<AccountNode> nodes = new ArrayList<>();
  private final String service = RealDatabase.newService();

  AccountWorker worker() {
    return new AccountWorker(service, STREAM);
  }

  AccountNode node(AccountWorker worker) throws Exception {
    var node =
        new AccountNode(worker, STREAM, (event, stream) -> Future.failedFuture("no events here"));
    nodes.add(node);
    return node;
  }

  void close() throws Exception {
    for (AccountNode node : nodes) {
      node.close();
    }
  }

  static Command pay(long amount) {
    return pay("a", amount);
  }

  static Command pay(String account, long amount) {
    return Commands.of("pay", JsonInput.of(account, amount));
  }
}
