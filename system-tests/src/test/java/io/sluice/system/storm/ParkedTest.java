package io.sluice.system.storm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The short form; {@code ./sluice faults workers} is the long one. */
final class ParkedTest {

  @Test
  void besideACommandThatWaitsForAnotherAttemptTheOthersOfItsPartitionGoOn() throws Exception {
    ParkedCounts counts = new Parked(1_000, Parked.Pause.SECONDS).run();
    System.out.println(counts);

    assertTrue(counts.hold(), counts::toString);
  }
}
