package io.sluice.bench.report;

import io.sluice.bench.reading.HeapReading;
import io.sluice.bench.reading.WorkerReading;
import io.sluice.bench.reading.WorkerReadings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a report says of workers without a gateway. */
final class WorkerSection {

  private static final List<String> ROLES = List.of("worker", "broker", "database");

  private WorkerSection() {}

  static String of(WorkerReadings readings) {
    var text = new StringBuilder();
    readings.titles().forEach((id, title) -> text.append("- **%s**: %s%n".formatted(id, title)));
    text.append('\n').append(MarkdownTable.of(header(), rows(readings)));
    text.append(
        """

        *backlog*: so many commands lie in the topic, and are worked off. *w64*: 64 are under way. The \
        generator takes little in the first, its part of the machine in the second. Flushes are all \
        that PostgreSQL made of its log.

        """);
    if (!readings.heaps().isEmpty()) {
      text.append(MarkdownTable.of(List.of("system", "live heap after"), heaps(readings)));
    }
    return text.toString();
  }

  private static List<String> header() {
    List<String> header = new ArrayList<>(List.of("system", "load", "commands a second"));
    ROLES.forEach(role -> header.add(role + " µs a command"));
    header.addAll(List.of("flushes a command", "unanswered", "others"));
    return header;
  }

  private static List<List<String>> rows(WorkerReadings readings) {
    return readings.all().stream()
        .collect(Collectors.groupingBy(one -> one.load() + " " + one.system()))
        .values()
        .stream()
        .sorted((one, two) -> order(readings, one) - order(readings, two))
        .map(group -> row(readings, group))
        .toList();
  }

  private static int order(WorkerReadings readings, List<WorkerReading> group) {
    return readings.all().indexOf(group.getFirst());
  }

  private static List<String> row(WorkerReadings readings, List<WorkerReading> group) {
    String system = group.getFirst().system();
    String load = group.getFirst().load();
    List<String> row = new ArrayList<>(List.of(system, load));
    row.add(Numbers.withSpread(readings.commandsPerSecond(system, load)));
    for (String role : ROLES) {
      row.add(
          Numbers.median(
              readings.figure(
                  system, load, one -> Optional.ofNullable(one.cpuMicros().get(role)))));
    }
    row.add(Numbers.withSpread(readings.flushes(system, load)));
    row.add(Long.toString(group.stream().mapToLong(WorkerReading::unanswered).sum()));
    row.add(
        group.stream().map(one -> Numbers.percent(one.others())).collect(Collectors.joining(" ")));
    return row;
  }

  private static List<List<String>> heaps(WorkerReadings readings) {
    return readings.heaps().stream()
        .map(HeapReading::system)
        .distinct()
        .map(
            system ->
                List.of(
                    system,
                    readings
                        .heapsOf(system)
                        .map(
                            one ->
                                String.format(
                                    Locale.ROOT,
                                    "%,d commands: %.2f MB",
                                    one.commands(),
                                    one.bytes() / 1e6))
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  static JsonObject json(WorkerReadings readings) {
    var all = new JsonArray();
    for (WorkerReading one : readings.all()) {
      var json =
          new JsonObject()
              .put("system", one.system())
              .put("load", one.load())
              .put("round", one.round())
              .put("disturbed", one.disturbed())
              .put("othersShare", one.others())
              .put("commandsPerSecond", one.commandsPerSecond())
              .put("unanswered", one.unanswered())
              .put("cpuMicrosPerCommand", new JsonObject(Map.copyOf(one.cpuMicros())));
      one.flushes().ifPresent(flushes -> json.put("flushesPerCommand", flushes));
      all.add(json);
    }
    var heaps = new JsonArray();
    for (HeapReading one : readings.heaps()) {
      heaps.add(
          new JsonObject()
              .put("system", one.system())
              .put("commands", one.commands())
              .put("liveBytes", one.bytes()));
    }
    return new JsonObject().put("readings", all).put("heaps", heaps);
  }
}
