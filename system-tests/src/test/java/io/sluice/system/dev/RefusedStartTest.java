package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** While one runs, a second that would collide says so in one line and changes nothing. */
@ExtendWith(RunningDevExtension.class)
final class RefusedStartTest {

  private final RunningDev dev;

  RefusedStartTest(RunningDev dev) {
    this.dev = dev;
  }

  @Test
  void aDataDirectoryThatIsInUseIsRefused() throws Exception {
    try (DevProcess second = dev.checkout().dev(dev.data())) {
      assertRefused(second, "is in use by process " + dev.process().pid());
    }
    assertEquals(201, dev.orders().place("still-there").status());
  }

  @Test
  void aPortThatIsInUseIsRefused() throws Exception {
    int taken = URI.create(dev.ready().http()).getPort();
    try (DevProcess second =
        dev.checkout()
            .run(
                "dev",
                "--http-port=" + taken,
                "--management-port=0",
                "--data=" + dev.checkout().data("other"))) {
      assertRefused(second, "port " + taken + " is in use");
    }
  }

  private static void assertRefused(DevProcess second, String why) throws Exception {
    assertEquals(1, second.exitCode());
    assertEquals(1, second.errors().size(), () -> why);
    assertTrue(second.errors().getFirst().contains(why), () -> why);
  }
}
