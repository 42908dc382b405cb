package io.sluice.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DevServicesTest {

  private static final Path CONTRACT = Path.of("contract.yaml");

  @Test
  void whereNothingIsNamedTheExampleRuns() {
    assertEquals(DevServices.shipping(), DevServices.chosen(List.of(), List.of(), List.of()));
  }

  @Test
  void whatIsNamedRunsInsteadOfTheExample() {
    assertEquals(
        new DevServices(CONTRACT, List.of("a.Worker"), List.of("a.events")),
        DevServices.chosen(List.of(CONTRACT), List.of("a.Worker"), List.of("a.events")));
  }

  @Test
  void aContractNeedsWorkersAndWorkersNeedAContract() {
    assertRefused(List.of(CONTRACT), List.of(), List.of());
    assertRefused(List.of(), List.of("a.Worker"), List.of());
    assertRefused(List.of(), List.of(), List.of("a.events"));
    assertRefused(List.of(CONTRACT, CONTRACT), List.of("a.Worker"), List.of());
  }

  private static void assertRefused(
      List<Path> contract, List<String> verticles, List<String> streams) {
    var failure =
        assertThrows(
            IllegalArgumentException.class, () -> DevServices.chosen(contract, verticles, streams));

    assertEquals(
        "--contract, --verticle and --stream are for services of your own: they need one"
            + " --contract, and a --verticle for each worker",
        failure.getMessage());
  }
}
