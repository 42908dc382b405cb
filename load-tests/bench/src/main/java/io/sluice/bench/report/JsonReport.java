package io.sluice.bench.report;

import io.sluice.bench.load.Tally;
import io.sluice.bench.reading.Reading;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The report that programs read: every reading, nothing derived but the targets. */
public final class JsonReport {

  private JsonReport() {}

  /** Writes it. */
  public static String of(Findings findings) {
    var machine = findings.machine();
    var json =
        new JsonObject()
            .put("begun", findings.begun().toString())
            .put(
                "machine",
                new JsonObject()
                    .put("cpu", machine.cpu())
                    .put("processors", machine.cores())
                    .put("memoryMegabytes", machine.memoryMegabytes())
                    .put("kernel", machine.kernel())
                    .put("jdk", machine.jdk()))
            .put("versions", new JsonObject(java.util.Map.copyOf(findings.versions())))
            .put("conditions", new JsonObject(java.util.Map.copyOf(findings.conditions())))
            .put("systems", systems(findings))
            .put("targets", targets(findings))
            .put("readings", readings(findings))
            .put("workers", WorkerSection.json(findings.workers()));
    return json.encodePrettily() + "\n";
  }

  private static JsonArray systems(Findings findings) {
    var all = new JsonArray();
    findings
        .systems()
        .forEach(
            one ->
                all.add(
                    new JsonObject()
                        .put("id", one.id())
                        .put("title", one.title())
                        .put("firstAnswerMillis", one.firstAnswer().toMillis())));
    return all;
  }

  private static JsonArray targets(Findings findings) {
    var all = new JsonArray();
    for (Target one : new Targets(findings).all()) {
      var target =
          new JsonObject()
              .put("target", one.what())
              .put("must", one.must().toString())
              .put("aim", one.aim().toString())
              .put("verdict", one.verdict().replace("*", ""));
      one.figure().ifPresent(figure -> target.put("figure", figure));
      all.add(target);
    }
    return all;
  }

  private static JsonArray readings(Findings findings) {
    var all = new JsonArray();
    findings.readings().all().forEach(one -> all.add(reading(one)));
    return all;
  }

  private static JsonObject reading(Reading one) {
    Tally tally = one.tally();
    return new JsonObject()
        .put("system", one.system())
        .put("load", one.load())
        .put("round", one.round())
        .put("disturbed", one.disturbed())
        .put("othersShare", one.others())
        .put("callsPerSecond", tally.callsPerSecond())
        .put("answered", tally.answers())
        .put("unanswered", tally.missingAnswers())
        .put("wrong", tally.wrongAnswers())
        .put(
            "latencyMillis",
            new JsonObject()
                .put("p50", tally.latencyMillis(50))
                .put("p90", tally.latencyMillis(90))
                .put("p99", tally.latencyMillis(99))
                .put("p99.9", tally.latencyMillis(99.9))
                .put("max", tally.latencyMillis(100)))
        .put("generatorDelayP99Millis", tally.delayMillis(99))
        .put("generatorProcessors", one.generatorCores())
        .put("cpuMicrosPerCall", new JsonObject(java.util.Map.copyOf(one.cpuMicros())))
        .put("residentMegabytes", new JsonObject(java.util.Map.copyOf(one.residentMegabytes())));
  }
}
