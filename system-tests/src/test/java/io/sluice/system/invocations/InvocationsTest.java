package io.sluice.system.invocations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The short form; {@code ./sluice faults invocations} is the long one. */
final class InvocationsTest {

  @Test
  void whileGatewaysAndWorkersAreKilledEachCallTakesEffectOnceAndHasOneAnswer() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Counts counts = new InvocationStorm(2_000, 300, seed).run();
    System.out.println(counts);

    assertTrue(counts.hold(), counts::toString);
    assertTrue(counts.gatewayKills() >= 2 && counts.workerKills() >= 2, counts::toString);
  }
}
