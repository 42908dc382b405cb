package io.sluice.gateway.invocation;

import io.sluice.cluster.database.ConnectionPool;
import io.sluice.cluster.database.ConnectionPool.Commit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The ledger's connections, apart so that none waits for what another is for.
 *
 * @param writing its commits are on the disk
 * @param background its commits may be lost with a crash of the server, and are done again
 */
record LedgerPools(ConnectionPool writing, ConnectionPool reading, ConnectionPool background) {

  private static final int BACKGROUND_CONNECTIONS = 2;

  static LedgerPools of(Vertx vertx, LedgerConfig config) {
    int half = config.poolSize() / 2;
    return new LedgerPools(
        ConnectionPool.of(vertx, config.access(), config.poolSize() - half, Commit.DURABLE),
        ConnectionPool.of(vertx, config.access(), half, Commit.DURABLE),
        ConnectionPool.of(vertx, config.access(), BACKGROUND_CONNECTIONS, Commit.LAZY));
  }

  Future<Void> close() {
    return Future.join(writing.close(), reading.close(), background.close()).mapEmpty();
  }
}
