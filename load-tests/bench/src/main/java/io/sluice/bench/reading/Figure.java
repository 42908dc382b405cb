package io.sluice.bench.reading;

import java.util.List;

/**
 * What several rounds say together.
 *
 * @param rounds how many rounds it comes from
 * @param disturbed whether there were only disturbed rounds to take it from
 */
public record Figure(double median, double least, double most, int rounds, boolean disturbed) {

  static Figure of(List<Double> values, boolean disturbed) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Figure(median, sorted.getFirst(), sorted.getLast(), sorted.size(), disturbed);
  }
}
