package io.sluice.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.http.HttpConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The body may take 10 s and a connection may be silent for 60 s in all of these. */
final class CallTimesTest {

  private static final HttpConfig HTTP = HttpConfig.at("127.0.0.1", 8080);
  @TempDir private Path folder;

  @Test
  void aCallThatEndsWithinTheGraceTimeIsTaken() throws Exception {
    assertEquals(Optional.empty(), within(32).fault(contract("15s")));
  }

  @Test
  void aCallThatMayTakeLongerThanTheGraceTimeIsAFaultThatTellsWhatIsNeeded() throws Exception {
    assertEquals(
        Optional.of(
            "operation slow has the timeout 15001ms, and with http.body-timeout, 10s, and 7s to"
                + " answer and to leave, node.grace-time must be at least 32001ms"),
        within(32).fault(contract("15001ms")));
  }

  @Test
  void aGraceTimeThatLeavesNoTimeForCallsTakesNone() throws Exception {
    assertEquals(true, within(1).fault(contract("1s")).isPresent());
  }

  @Test
  void everyOperationIsTold() throws Exception {
    assertEquals(
        List.of("operation quick has", "operation slow has"),
        within(1).fault(contract("1s")).orElseThrow().lines().map(CallTimesTest::cut).toList());
  }

  private static String cut(String line) {
    return line.substring(0, line.indexOf(" the timeout"));
  }

  @Test
  void aCallMustBeShorterThanAConnectionMayBeSilent() throws Exception {
    assertEquals(
        Optional.of(
            "operation slow has the timeout 60s, and http.idle-timeout is 60s; it must be longer"),
        within(300).fault(contract("60s")));
  }

  @Test
  void aStopWaitsAsLongAsTheLongestCallMayTakeAndNotAsLongAsItMight() throws Exception {
    assertEquals(Duration.ofSeconds(5 + 10 + 1), within(300).drain(contract("5s")));
  }

  @Test
  void whereCallsAreCutShortNoContractIsRefusedAndAStopWaitsNoLonger() throws Exception {
    var times = new CallTimes(HTTP, Drain.cuttingAfter(Duration.ofSeconds(4)));

    assertEquals(Optional.empty(), times.fault(contract("50s")));
    assertEquals(Duration.ofSeconds(4), times.drain(contract("50s")));
  }

  private static CallTimes within(int graceSeconds) {
    return new CallTimes(HTTP, Drain.within(Duration.ofSeconds(graceSeconds)));
  }

  private Contract contract(String timeout) throws Exception {
    return Contract.load(
        Files.writeString(
            folder.resolve("slow.yaml"),
            """
      openapi: 3.1.0
      info: { title: Slow, version: '1' }
      paths:
        /quick:
          get:
            operationId: quick
            x-sluice: { service: s, transport: event-bus, timeout: 1s }
            responses: { '200': { description: done } }
        /slow:
          get:
            operationId: slow
            x-sluice: { service: s, transport: event-bus, timeout: %s }
            responses: { '200': { description: done } }
      """
                .formatted(timeout)));
  }
}
