package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each hostile input asks for is what it gets; the table of both is printed at the end. */
@ExtendWith(PartsExtension.class)
final class HostileInputTest {

  private static final Map<HostileRow, String> MEASURED =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private final Parts parts;

  HostileInputTest(Parts parts) {
    this.parts = parts;
  }

  @TestFactory
  Stream<DynamicTest> whatCannotBeReadInOneWayOnlyIsRefused() {
    return HostileFraming.rows().map(row -> dynamicTest(row.name(), () -> check(row)));
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatIsNotWhatTheContractTakesIsRefused() {
    return HostileBody.rows().map(row -> dynamicTest(row.name(), () -> check(row)));
  }

  private void check(HostileRow row) throws IOException {
    try (ErrorLog log = ErrorLog.open()) {
      String measured = row.measure(parts.port());
      MEASURED.put(row, measured);
      assertEquals(row.asked(), measured);
      assertEquals(List.of(), log.errors());
    }
  }

  @AfterAll
  static void printTable() {
    String line = "%-36s %-52s %s%n";
    StringBuilder table = new StringBuilder();
    table.append(line.formatted("input", "asked", "measured"));
    MEASURED.forEach(
        (row, measured) -> table.append(line.formatted(row.name(), row.asked(), measured)));
    System.out.print(table);
  }
}
