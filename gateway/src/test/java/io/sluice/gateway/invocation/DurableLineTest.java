package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.Position;
import io.sluice.gateway.RealDatabase;
import io.sluice.gateway.entrance.LogLines;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class DurableLineTest {

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final AtomicReference<Future<Position>> sent =
      new AtomicReference<>(Future.succeededFuture(new Position(1, 1)));
  private final DurableLine line = line(now::get);

  DurableLineTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void eachTimeThatCallsCannotBeRecordedIsLoggedOnceAndWhy() throws Exception {
    try (LogLines log = LogLines.open()) {
      for (int outage = 1; outage <= 2; outage++) {
        fixture.run("revoke insert on sluice_ledger.invocation from current_user");
        assertFalse(isRecorded());
        assertFalse(isRecorded());
        fixture.run("grant insert on sluice_ledger.invocation to current_user");
        now.updateAndGet(before -> before.plusSeconds(60));
        assertTrue(isRecorded());

        List<String> told = log.with("calls of durable operations cannot be recorded");
        assertEquals(outage, told.size());
        assertTrue(told.getFirst().contains("PgException 42501"), told::toString);
        assertFalse(told.getFirst().contains("permission denied"), told::toString);
      }
    }
  }

  @Test
  void eachTimeThatCommandsCannotBeSentIsLoggedOnce() {
    try (LogLines log = LogLines.open()) {
      for (int outage = 1; outage <= 2; outage++) {
        sent.set(Future.failedFuture("no broker"));
        line.send(Recorded.call().command(), Recorded.TOPIC);
        line.send(Recorded.call().command(), Recorded.TOPIC);
        sent.set(Future.succeededFuture(new Position(1, 1)));
        now.updateAndGet(before -> before.plusSeconds(60));
        line.send(Recorded.call().command(), Recorded.TOPIC);

        assertEquals(outage, log.with("recorded commands cannot be sent now").size());
      }
    }
  }

  private boolean isRecorded() throws Exception {
    return await(line.record(Recorded.call()).map(true).otherwise(false));
  }

  private DurableLine line(InstantSource clock) {
    return new DurableLine(
        ledger,
        new Sending(true, (command, topic) -> sent.get()),
        new PendingCalls(fixture.vertx(), clock, 10),
        new OwnCalls(fixture.vertx(), 10),
        new Watch(fixture.vertx(), ledger::see),
        new WorkTimes(),
        clock);
  }
}
