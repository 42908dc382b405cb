package io.sluice.dev;

import io.sluice.shipping.order.OrderWorker;
import java.nio.file.Path;
import java.util.List;

/**
 * What runs: a contract, the workers behind it, and the streams that they publish to.
 *
 * @param verticles their classes' names
 */
public record DevServices(Path contract, List<String> verticles, List<String> streams) {

  private static final String CONTRACT = "workers/shipping/contract/openapi.yaml";

  public DevServices {
    verticles = List.copyOf(verticles);
    streams = List.copyOf(streams);
  }

  /** The example; the launcher says where the project is. */
  public static DevServices shipping() {
    return new DevServices(
        Path.of(System.getProperty("sluice.home", "."), CONTRACT),
        List.of(OrderWorker.class.getName()),
        List.of("shipping.order.events"));
  }

  /**
   * The user's own, or the example where nothing is named.
   *
   * @throws IllegalArgumentException when one of contract and workers is missing
   */
  static DevServices chosen(List<Path> contract, List<String> verticles, List<String> streams) {
    if (contract.isEmpty() && verticles.isEmpty() && streams.isEmpty()) {
      return shipping();
    }
    if (contract.size() != 1 || verticles.isEmpty()) {
      throw new IllegalArgumentException(
          "--contract, --verticle and --stream are for services of your own: they need one"
              + " --contract, and a --verticle for each worker");
    }
    return new DevServices(contract.getFirst(), verticles, streams);
  }
}
