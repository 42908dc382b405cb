package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.gateway.RealDatabase;
import io.sluice.gateway.invocation.LedgerException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealDatabase.class)
final class DatabaseLossTest {

  /** The promised 5 s, and what a busy machine takes. */
  private static final Duration SOON = Duration.ofSeconds(7);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    done(vertx.close());
  }

  @Test
  void withoutItsServerTheLedgerSaysSoSoonAndComesBackByItself(@TempDir Path dir) throws Exception {
    EmbeddedDatabase server = EmbeddedDatabase.start(dir);
    DatabaseAccess direct = RealDatabase.accessTo(server, "ledger");
    try (var link = new Link(vertx, direct.port())) {
      Ledger ledger = await(Ledger.open(vertx, LedgerConfig.at(link.by(direct))));
      Map<NewInvocation, Future<Acceptance>> during = new HashMap<>();
      for (int i = 0; i < 500; i++) {
        NewInvocation call = Recorded.call();
        during.put(call, ledger.accept(call));
      }
      server.close();

      done(Future.join(List.copyOf(during.values())).otherwiseEmpty());
      for (int i = 0; i < 3; i++) {
        var unused = assertFailsSoon(ledger);
      }

      try (EmbeddedDatabase again = EmbeddedDatabase.start(dir)) {
        link.target(again.port());
        Eventually.holds(() -> await(ledger.accept(Recorded.call()).map(true).otherwise(false)));
        assertAnswersHold(ledger, during);
        done(ledger.close());
      }
    }
  }

  @Test
  void aCallWhoseAnswerWasLostIsNewAllTheSame() throws Exception {
    DatabaseAccess direct = RealDatabase.create();
    try (LedgerFixture behind = LedgerFixture.at(direct);
        var link = new Link(vertx, direct.port())) {
      Ledger ledger = await(Ledger.open(vertx, LedgerConfig.at(link.by(direct))));
      done(ledger.accept(Recorded.call()));
      link.withholdAnswers(true);
      NewInvocation call = Recorded.call();
      Future<Acceptance> accepted = ledger.accept(call);
      Eventually.holds(() -> await(behind.ledger().find(call.command().invocation())).isPresent());

      link.withholdAnswers(false);
      link.cut();

      assertInstanceOf(Acceptance.New.class, await(accepted));
      done(ledger.close());
    }
  }

  @Test
  void whetherACallIsRecordedIsNotKnownWhereTheServerStaysSilent() throws Exception {
    DatabaseAccess direct = RealDatabase.create();
    try (var link = new Link(vertx, direct.port())) {
      Ledger ledger = await(Ledger.open(vertx, LedgerConfig.at(link.by(direct))));
      done(ledger.accept(Recorded.call()));
      link.withholdAnswers(true);

      LedgerException failure = assertFailsSoon(ledger);

      assertEquals(Reason.UNKNOWN, failure.reason());
      link.withholdAnswers(false);
      link.cut();
      done(ledger.close());
    }
  }

  @Test
  void aCallIsCertainlyNotRecordedWhereThereIsNoConnection() throws Exception {
    DatabaseAccess direct = RealDatabase.create();
    try (var link = new Link(vertx, direct.port())) {
      Ledger ledger = await(Ledger.open(vertx, LedgerConfig.at(link.by(direct))));
      link.target(1);
      link.cut();
      // What was cut is found out by the first who uses it.
      Eventually.holds(() -> assertFailsSoon(ledger).reason() == Reason.NOT_ACCEPTED);
      done(ledger.close());
    }
  }

  private static LedgerException assertFailsSoon(Ledger ledger) throws Exception {
    long begun = System.nanoTime();
    Future<Acceptance> accepted = ledger.accept(Recorded.call());
    done(accepted.otherwiseEmpty());
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(SOON) < 0, took.toString());
    return assertInstanceOf(LedgerException.class, accepted.cause());
  }

  /** What was told as recorded is there; what was told as not recorded is not. */
  private static void assertAnswersHold(Ledger ledger, Map<NewInvocation, Future<Acceptance>> told)
      throws Exception {
    for (Map.Entry<NewInvocation, Future<Acceptance>> one : told.entrySet()) {
      boolean there = await(ledger.find(one.getKey().command().invocation())).isPresent();
      if (one.getValue().succeeded()) {
        assertTrue(there);
      } else {
        var failure = assertInstanceOf(LedgerException.class, one.getValue().cause());
        assertTrue(!there || failure.mayBeWritten());
      }
    }
  }
}
