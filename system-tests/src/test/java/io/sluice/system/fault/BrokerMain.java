package io.sluice.system.fault;

import io.sluice.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Kafka in a process of its own, which ends when its standard input does, or by a signal. */
final class BrokerMain {

  private BrokerMain() {}

  /** Takes the folder for its data, then settings {@code name=value} that replace ours. */
  public static void main(String[] args) throws IOException {
    Map<String, String> settings =
        Arrays.stream(args)
            .skip(1)
            .map(one -> one.split("=", 2))
            .collect(Collectors.toMap(one -> one[0], one -> one[1]));
    var kafka = EmbeddedKafka.start(Path.of(args[0]), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
    System.out.printf("ready kafka=%s%n", kafka.bootstrapServers());
    while (System.in.read() >= 0) {
      // Nobody writes: the end is what is waited for.
    }
    System.exit(0);
  }
}
