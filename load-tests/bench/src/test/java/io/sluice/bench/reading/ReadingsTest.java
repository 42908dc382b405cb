package io.sluice.bench.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.bench.load.Tally;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadingsTest {

  private final Readings readings = new Readings();

  @Test
  void aFigureIsTheMedianOfTheQuietRounds() {
    add(1, 30, false);
    add(2, 10, false);
    add(3, 900, true);
    add(4, 20, false);

    Figure figure = readings.cpuMicros("kafka", "c64", "gateway").orElseThrow();

    assertEquals(new Figure(20, 10, 30, 3, false), figure);
    assertEquals(1, readings.disturbed());
  }

  @Test
  void ofAnEvenNumberItLiesBetweenTheTwoInTheMiddle() {
    add(1, 10, false);
    add(2, 20, false);

    assertEquals(15, readings.cpuMicros("kafka", "c64", "gateway").orElseThrow().median());
  }

  @Test
  void whereNoRoundWasQuietTheFigureSaysSo() {
    add(1, 10, true);

    assertTrue(readings.cpuMicros("kafka", "c64", "gateway").orElseThrow().disturbed());
  }

  @Test
  void whatWasNotMeasuredHasNoFigure() {
    add(1, 10, false);

    assertFalse(readings.cpuMicros("kafka", "c64", "worker").isPresent());
    assertFalse(readings.callsPerSecond("D", "c64").isPresent());
  }

  private void add(int round, double gatewayMicros, boolean disturbed) {
    readings.add(
        new Reading(
            "kafka",
            "c64",
            round,
            Tally.empty(),
            Map.of("gateway", gatewayMicros),
            0,
            Map.of(),
            0,
            disturbed,
            null));
  }
}
