package io.sluice.system.storm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short form; {@code ./sluice faults workers} is the long one. */
final class StormTest {

  @Test
  void inAStormEachCommandTakesEffectOnceInItsTurnAndIsAnsweredByItsFirstReply() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Counts counts = new Storm(3_000, Duration.ofSeconds(2), seed).run();
    System.out.println(counts);

    assertTrue(counts.hold(), counts::toString);
    assertTrue(counts.kills() + counts.cuts() + counts.crashes() >= 2, "there was trouble");
    assertTrue(counts.duplicates() > 50, "there were duplicates");
  }
}
