package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningDevExtension.class)
final class RestartTest {

  private final Checkout checkout;
  private final Path data;

  RestartTest(RunningDev dev) {
    checkout = dev.checkout();
    data = checkout.data("restarted");
  }

  @Test
  void aSignalEndsItWithoutALeftoverAndTheNextStartHasTheOrders() throws Exception {
    try (Caller caller = new Caller(4)) {
      Answer placed;
      try (DevProcess first = checkout.dev(data)) {
        placed = new Orders(caller, first.ready()).place("before");
        assertFalse(Checkout.serversIn(data).isEmpty());

        first.terminate();

        assertEquals(0, first.exitCode());
        assertEquals(List.of(), Checkout.serversIn(data));
        assertEquals(List.of(), complaints(first));
      }
      try (DevProcess second = checkout.dev(data)) {
        var orders = new Orders(caller, second.ready());

        Answer read = orders.at(placed.header("Location"));

        assertEquals(200, read.status(), read::toString);
        assertEquals(placed.json(), read.json());
        assertEquals(201, orders.place("after").status());
      }
    }
  }

  private static List<String> complaints(DevProcess process) throws IOException {
    return process.errors().stream().filter(line -> !line.contains(" INFO ")).toList();
  }
}
