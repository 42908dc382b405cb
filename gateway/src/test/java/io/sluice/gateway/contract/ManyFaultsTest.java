package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ManyFaultsTest {
  @Test
  void everyFaultIsToldWithItsPlaceWhatWasFoundAndWhatIsAllowed() throws IOException {
    var failure =
        assertThrows(ContractException.class, () -> Contract.load(Contracts.file("faulty.yaml")));

    List<String> expected = Files.readAllLines(Contracts.file("faulty.txt"));
    assertEquals(expected, failure.faults().stream().map(ContractFault::toString).toList());
    assertEquals(25, expected.size());
  }
}
