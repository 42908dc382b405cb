package io.sluice.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.bench.load.Tally;
import io.sluice.bench.machine.Machine;
import io.sluice.bench.reading.HeapReading;
import io.sluice.bench.reading.Reading;
import io.sluice.bench.reading.Readings;
import io.sluice.bench.reading.WorkerReading;
import io.sluice.bench.reading.WorkerReadings;
import io.sluice.bench.report.Findings.Measured;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class MarkdownReportTest {

  @Test
  void aTargetIsARatioOfTheRun() {
    String report = MarkdownReport.of(findings(26, 20), "calls.svg");

    assertTrue(report.contains("kafka against D, c64 | ≤ 1.30 | ≤ 1.10 | 1.30 | met |"), report);
  }

  @Test
  void aTargetThatIsMissedSaysSo() {
    String report = MarkdownReport.of(findings(40, 20), "calls.svg");

    assertTrue(report.contains("| 2.00 | **not met** |"), report);
  }

  @Test
  void whatTheRunDidNotMeasureIsNeitherMetNorMissed() {
    String report = MarkdownReport.of(findings(26, 20), "calls.svg");

    assertTrue(
        report.contains("bus against C, c64 | ≥ 0.80 | ≥ 1.00 | – | not measured |"), report);
  }

  @Test
  void aWorkerIsComparedWithTheLoopAndItsMemoryWithItself() {
    String report = MarkdownReport.of(findings(26, 20), "calls.svg");

    assertTrue(
        report.contains("plain against K, backlog | ≥ 0.85 | ≥ 1.00 | 0.90 | met |"), report);
    assertTrue(report.contains("plain | ≤ 1.10 | ≤ 1.05 | 1.20 | **not met** |"), report);
  }

  @Test
  void theJsonReportHasEveryReading() {
    var json = new JsonObject(JsonReport.of(findings(26, 20)));

    assertEquals(2, json.getJsonArray("readings").size());
    assertEquals(
        26.0,
        json.getJsonArray("readings")
            .getJsonObject(0)
            .getJsonObject("cpuMicrosPerCall")
            .getDouble("gateway"));
  }

  @Test
  void theChartIsXml() throws Exception {
    var builder = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var chart = BarChart.of(findings(26, 20));

    var svg = builder.parse(new org.xml.sax.InputSource(new java.io.StringReader(chart)));

    assertEquals("svg", svg.getDocumentElement().getTagName());
  }

  private static Findings findings(double ours, double floor) {
    var readings = new Readings();
    readings.add(reading("kafka", ours));
    readings.add(reading("D", floor));
    return new Findings(
        Instant.EPOCH,
        new Machine("a processor", 2, 4096, "Linux 6", "a JDK"),
        Map.of("rounds", "1"),
        Map.of("Sluice", "1"),
        List.of(measured("D"), measured("kafka")),
        List.of("c64", "r1000"),
        readings,
        workers());
  }

  private static WorkerReadings workers() {
    return new WorkerReadings(
        Map.of("K", "a loop", "plain", "ours"),
        List.of(worker("K", 100), worker("plain", 90)),
        List.of(new HeapReading("plain", 10, 1_000), new HeapReading("plain", 100, 1_200)));
  }

  private static WorkerReading worker(String system, double commandsPerSecond) {
    return new WorkerReading(
        system,
        "backlog",
        1,
        commandsPerSecond,
        0,
        Map.of("worker", 20.0),
        OptionalDouble.empty(),
        0.01,
        false);
  }

  private static Measured measured(String id) {
    return new Measured(id, "system " + id, List.of("gateway"), Duration.ofMillis(1_500));
  }

  private static Reading reading(String system, double gatewayMicros) {
    return new Reading(
        system,
        "c64",
        1,
        Tally.empty(),
        Map.of("gateway", gatewayMicros),
        0.5,
        Map.of(),
        0.01,
        false,
        null);
  }
}
