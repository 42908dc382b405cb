package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.cluster.database.ConnectionPool;
import io.sluice.cluster.database.ConnectionPool.Commit;
import io.sluice.gateway.RealDatabase;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class BatchTest {

  private final Vertx vertx = Vertx.vertx();
  private final ConnectionPool pool =
      ConnectionPool.of(vertx, RealDatabase.create(), 2, Commit.DURABLE);

  BatchTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    done(pool.close());
    done(vertx.close());
  }

  @Test
  void whatMayHaveBeenWrittenIsNotRefusedWhenItsTimeIsUp() throws Exception {
    var tries = new AtomicInteger();
    List<Waiting<String, String>> entries = List.of(waiting("a"), waiting("b"));
    var batch =
        new Batch<String, String>(
            vertx,
            pool,
            (connection, items) ->
                tries.incrementAndGet() == 1
                    ? Future.failedFuture(ClosedConnectionException.INSTANCE)
                    : vertx
                        .timer(4_250)
                        .compose(
                            late ->
                                Future.failedFuture(new PgException("no", "ERROR", "23514", null))),
            entries,
            ended -> {});

    done(batch.write());

    for (Waiting<String, String> entry : entries) {
      Future<String> told = entry.future();
      assertEquals(
          Reason.UNKNOWN,
          await(told.transform(end -> Future.succeededFuture(reason(end.cause())))));
    }
  }

  private static Reason reason(Throwable failure) {
    return assertInstanceOf(LedgerException.class, failure).reason();
  }

  private static Waiting<String, String> waiting(String item) {
    return new Waiting<>(item, 1);
  }
}
