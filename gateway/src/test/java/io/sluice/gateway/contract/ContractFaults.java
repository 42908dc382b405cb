package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** Contracts of one operation, and the faults that are to be told of them. */
final class ContractFaults {

  static final String GOOD = "operationId: a, x-sluice: {service: s, transport: kafka}";

  private ContractFaults() {}

  /** One operation, GET /a, of what stands between the braces. */
  static String get(String operation) {
    return Contracts.document("  /a: {get: {" + operation + "}}\n");
  }

  static void assertFault(String yaml, String pointer, String message) {
    List<ContractFault> faults = Contracts.faults(yaml);

    assertTrue(
        faults.stream()
            .anyMatch(
                fault -> fault.pointer().equals(pointer) && fault.toString().contains(message)),
        () -> "expected " + pointer + ": " + message + " among " + faults);
  }

  static void assertOnlyFault(String yaml, String pointer, String message) {
    assertFault(yaml, pointer, message);
    assertEquals(1, Contracts.faults(yaml).size(), () -> Contracts.faults(yaml).toString());
  }
}
