package io.sluice.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class WarmUpTest {

  private static final List<Long> NOBODY = List.of();
  private static final Duration NO_TIME = Duration.ZERO;

  @Test
  void compilersAreToldFromTheRestOfTheirProcess() throws IOException {
    CompilerClock clock = CompilerClock.read(List.of(ProcessHandle.current().pid()));

    long compilers = clock.compilers().values().stream().mapToLong(Long::longValue).sum();
    assertTrue(compilers > 0, clock.toString());
    assertTrue(compilers < clock.all(), clock.toString());
  }

  @Test
  void theirShareIsOfTheTimeInBetweenAlsoWhereAThreadHasEnded() {
    var before = new CompilerClock(1_000, Map.of("7", 500L, "8", 400L));

    assertEquals(
        0.25, new CompilerClock(1_200, Map.of("7", 530L, "8", 420L)).shareSince(before), 1e-9);
    assertEquals(0.1, new CompilerClock(1_200, Map.of("8", 420L)).shareSince(before), 1e-9);
    assertEquals(0.05, new CompilerClock(1_200, Map.of("9", 10L)).shareSince(before), 1e-9);
  }

  @Test
  void whoseCompilersHaveNothingToDoIsWarmWhenTheLeastTimeIsOver() throws Exception {
    var times = new AtomicInteger();

    WarmUp warm = WarmUp.of(NOBODY, Duration.ofNanos(1), times::incrementAndGet);

    assertEquals(1, times.get());
    assertEquals(0, warm.compilers(), 1e-9);
  }

  @Test
  void withoutTimeNothingIsWarmedUp() throws Exception {
    var times = new AtomicInteger();

    var unused = WarmUp.of(NOBODY, NO_TIME, times::incrementAndGet);

    assertEquals(0, times.get());
  }
}
