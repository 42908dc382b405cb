package io.sluice.bench.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was measured of workers without a gateway.
 *
 * @param titles of the systems by id, in the order of a report
 */
public record WorkerReadings(
    Map<String, String> titles, List<WorkerReading> all, List<HeapReading> heaps) {

  public WorkerReadings {
    all = List.copyOf(all);
    heaps = List.copyOf(heaps);
  }

  /** Of a run that left them out. */
  public static WorkerReadings none() {
    return new WorkerReadings(Map.of(), List.of(), List.of());
  }

  /** The median over the quiet rounds; over all rounds where none was quiet. */
  public Optional<Figure> figure(
      String system, String load, Function<WorkerReading, Optional<Double>> value) {
    List<Double> quiet = values(system, load, value, false);
    List<Double> values = quiet.isEmpty() ? values(system, load, value, true) : quiet;
    return values.isEmpty() ? Optional.empty() : Optional.of(Figure.of(values, quiet.isEmpty()));
  }

  public Optional<Figure> commandsPerSecond(String system, String load) {
    return figure(system, load, one -> Optional.of(one.commandsPerSecond()));
  }

  /** How often the database flushed its log for a command. */
  public Optional<Figure> flushes(String system, String load) {
    return figure(system, load, one -> one.flushes().stream().boxed().findFirst());
  }

  /** The most that a worker kept against the least, over all its commands. */
  public OptionalDouble heapGrowth(String system) {
    var bytes = heapsOf(system).mapToLong(HeapReading::bytes).summaryStatistics();
    return bytes.getCount() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) bytes.getMax() / bytes.getMin());
  }

  /** In the order of the commands. */
  public Stream<HeapReading> heapsOf(String system) {
    return heaps.stream().filter(one -> one.system().equals(system));
  }

  /** How many commands of a system had no answer, in all rounds. */
  public long unanswered(String system) {
    return all.stream()
        .filter(one -> one.system().equals(system))
        .mapToLong(WorkerReading::unanswered)
        .sum();
  }

  private List<Double> values(
      String system,
      String load,
      Function<WorkerReading, Optional<Double>> value,
      boolean disturbed) {
    return all.stream()
        .filter(one -> one.system().equals(system) && one.load().equals(load))
        .filter(one -> one.disturbed() == disturbed)
        .flatMap(one -> value.apply(one).stream())
        .toList();
  }
}
