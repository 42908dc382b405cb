package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Caller;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One node's meters at one moment. */
public record Scrape(List<String> lines) {

  public static Scrape of(RunningNode node, Caller caller) throws IOException, TimeoutException {
    var answer = caller.get(node.address("management") + "/metrics");
    assertEquals(200, answer.status(), node::name);
    return new Scrape(answer.body().toString().lines().toList());
  }

  /** The sum of a meter over all its rows that have these labels. */
  public double sum(String meter, String... labels) {
    return lines.stream()
        .filter(line -> line.startsWith(meter + "{"))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
