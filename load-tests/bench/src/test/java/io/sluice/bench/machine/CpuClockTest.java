package io.sluice.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class CpuClockTest {

  private static final Map<String, Long> MYSELF = Map.of("me", ProcessHandle.current().pid());

  @Test
  void whatAProcessUsesIsItsOwnAndNotOfOthers() throws IOException {
    CpuClock before = CpuClock.read(MYSELF);
    long started = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    while (ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis()
        < started + 500) {
      Thread.onSpinWait();
    }
    CpuClock after = CpuClock.read(MYSELF);

    assertTrue(after.microsSince(before, "me") >= 400_000);
  }

  @Test
  void othersAreWhatTheMachineDidBesideTheProcesses() {
    var before = new CpuClock(1_000, 0, 10_000, Map.of("a", 100L, "b", 200L));
    var after = new CpuClock(1_150, 10, 10_200, Map.of("a", 160L, "b", 240L));

    assertEquals(0.25, after.othersSince(before), 1e-9);
    assertEquals(0.05, after.stolenSince(before), 1e-9);
    assertEquals(600_000, after.microsSince(before, "a"), 1e-9);
  }

  @Test
  void aProcessThatHasEndedIsNotReadAsZero() {
    assertThrows(IOException.class, () -> CpuClock.read(Map.of("none", 4_194_305L)));
  }
}
