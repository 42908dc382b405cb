package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningDevExtension.class)
final class OperatorsViewTest {

  private final RunningDev dev;

  OperatorsViewTest(RunningDev dev) {
    this.dev = dev;
  }

  @Test
  void stdoutHasExactlyOneReadyLine() throws Exception {
    assertEquals(1, dev.process().readyLines().size(), () -> "see " + dev.data());
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "live", "ready"})
  void eachProbeIsUp(String probe) throws Exception {
    Answer answer = dev.caller().get(dev.ready().management() + "/health/" + probe);

    assertEquals(200, answer.status(), answer::toString);
    assertEquals("up", answer.json().getString("status"));
  }

  @Test
  void callsAreCountedByOperationTransportAndOutcome() throws Exception {
    var placed = dev.orders().place("counted");

    Answer metrics = dev.caller().get(dev.ready().management() + "/metrics");

    assertEquals(201, placed.status(), placed::toString);
    List<String> counted =
        metrics
            .body()
            .toString()
            .lines()
            .filter(line -> line.startsWith("sluice_calls_seconds_count"))
            .filter(line -> line.contains("operation=\"placeOrder\""))
            .filter(line -> line.contains("transport=\"kafka\""))
            .filter(line -> line.contains("outcome=\"success\""))
            .filter(line -> !line.endsWith(" 0"))
            .toList();
    assertEquals(1, counted.size(), metrics.body()::toString);
  }

  @Test
  void logsAreJsonWithoutErrorsAndWithoutWhatCallersSent() throws Exception {
    String customer = "customer-" + UUID.randomUUID();
    var placed = dev.orders().place(customer);
    var refused = dev.orders().place(Orders.order(customer).put("quantity", 0));
    var listed = dev.orders().idsOf(customer);

    List<String> log = Files.readAllLines(dev.data().resolve("logs/sluice.log"));

    assertEquals(List.of(201, 422), List.of(placed.status(), refused.status()));
    assertEquals(1, listed.size());
    assertFalse(log.isEmpty());
    for (String line : log) {
      assertFalse("ERROR".equals(new JsonObject(line).getString("level")), line);
      assertFalse(line.contains(customer), line);
    }
    for (String line : dev.process().errors()) {
      assertFalse(line.contains(" ERROR "), line);
      assertFalse(line.contains(customer), line);
    }
    assertTrue(dev.process().output().stream().noneMatch(line -> line.contains(customer)));
  }
}
