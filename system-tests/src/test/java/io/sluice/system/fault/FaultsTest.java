package io.sluice.system.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Four rows in a short form, on one fleet: what no lack of time excuses, and that every gateway
 * reaches every worker again. Times are judged by {@code ./sluice faults}.
 */
@Tag("faults")
@Order(Integer.MAX_VALUE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {

  private final FaultFleet fleet;

  FaultsTest() throws Exception {
    fleet = FaultFleet.start(Optional.empty());
  }

  @AfterAll
  void end() throws Exception {
    fleet.close();
  }

  @Test
  void nothingIsLostWhenAWorkerOnTheBusIsKilled() throws Exception {
    assertHolds(Scenarios.KILL_BUS_SAFE);
  }

  @Test
  void nothingIsLostAndOrderIsKeptWhenAWorkerOnKafkaIsKilled() throws Exception {
    assertHolds(Scenarios.KILL_KAFKA);
  }

  @Test
  void nothingStartsAfterItsDeadlineWhenAWorkerWasStopped() throws Exception {
    assertHolds(Scenarios.STOP_BUS.on(Scenario.BUS_SAFE, Scenario.BUS_NEVER, Scenario.KEYED));
  }

  @Test
  void nobodyGetsAnothersAnswerWhenAGatewayIsKilled() throws Exception {
    assertHolds(Scenarios.KILL_GATEWAY);
  }

  private void assertHolds(Scenario scenario) throws Exception {
    var row = Row.of(scenario, FaultRun.of(fleet, scenario, Pace.SHORT));
    System.out.println(row.line());

    assertEquals(
        List.of(), row.checks().stream().filter(one -> one.always() && !one.holds()).toList());
    assertTrue(row.checks().stream().filter(Check::always).count() >= 5, "the checks are made");
    Readiness.await(fleet, scenario.operations());
  }
}
