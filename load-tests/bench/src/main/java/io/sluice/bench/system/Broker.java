package io.sluice.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The one broker that every measured system uses. */
public final class Broker implements AutoCloseable {

  /** A run writes gigabytes: what nobody reads any more goes soon. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "log.segment.bytes", "33554432",
          "log.retention.bytes", "33554432",
          "log.retention.check.interval.ms", "5000",
          "log.segment.delete.delay.ms", "1000");

  private final MeasuredProcess process;
  private final String bootstrapServers;

  private Broker(MeasuredProcess process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param topics partitions by the topic's name
   */
  public static Broker start(Path home, Path data, Map<String, Integer> topics, Path logs)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    SETTINGS.forEach((name, value) -> arguments.addAll(List.of("--setting", name + "=" + value)));
    topics.forEach((name, count) -> arguments.addAll(List.of("--topic", name + "=" + count)));
    var command =
        new JavaCommand(home).of("standalone/embedded", "io.sluice.embedded.KafkaMain", arguments);
    var process = MeasuredProcess.start("broker", command, logs);
    try {
      var ready = process.awaitReady();
      return new Broker(process, Objects.requireNonNull(ready.get("kafka"), "kafka"));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}
