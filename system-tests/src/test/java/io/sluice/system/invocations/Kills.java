package io.sluice.system.invocations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/**
 * Kills a process each time that so many calls were taken, gateways and workers in turn, whether
 * the others are up or not: so it is the same for one seed on every machine. Thread-safe.
 */
final class Kills {

  private final KilledNodes nodes;
  private final int between;
  private final Random random;
  private int calls;
  private int gateways;
  private int workers;

  /**
   * None yet.
   *
   * @param between how many calls are taken between one kill and the next
   */
  Kills(KilledNodes nodes, int between, long seed) {
    this.nodes = nodes;
    this.between = between;
    this.random = new Random(seed);
  }

  /** One more call was taken. */
  synchronized void taken() {
    if (++calls % between == 0) {
      kill(gateways <= workers);
    }
  }

  synchronized int ofGateways() {
    return gateways;
  }

  synchronized int ofWorkers() {
    return workers;
  }

  private void kill(boolean isGateway) {
    List<String> names =
        nodes.names().stream().filter(name -> name.startsWith("gateway") == isGateway).toList();
    try {
      nodes.replace(names.get(random.nextInt(names.size())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (isGateway) {
      gateways++;
    } else {
      workers++;
    }
  }
}
