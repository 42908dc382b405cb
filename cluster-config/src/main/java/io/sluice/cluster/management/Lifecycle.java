package io.sluice.cluster.management;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Where a node stands between start and stop, and what its service depends on. Written by the node
 * as it goes, read by the probes. Safe to use from any thread.
 */
public final class Lifecycle {

  private enum Phase {
    STARTING,
    SERVING,
    DRAINING
  }

  private final Map<String, Component> components = new ConcurrentSkipListMap<>();
  private volatile Phase phase = Phase.STARTING;
  private volatile Health life = Health.up();

  /** Readiness asks this component from now on. */
  public void register(Component component) {
    if (components.putIfAbsent(component.name(), component) != null) {
      throw new IllegalArgumentException("component '" + component.name() + "' is registered");
    }
  }

  /** All is up: whether the node is ready is now for its components to say. */
  public synchronized void started() {
    if (phase == Phase.STARTING) {
      phase = Phase.SERVING;
    }
  }

  /** No new work from now on: not ready, and for good. */
  public synchronized void draining() {
    phase = Phase.DRAINING;
  }

  /** Only a restart helps: not alive, not ready. The first reason stays. */
  public synchronized void fatal(String reason) {
    if (life instanceof Health.Up) {
      life = Health.down(reason);
    }
  }

  List<Component> components() {
    return List.copyOf(components.values());
  }

  Health start() {
    return phase == Phase.STARTING ? Health.down("starting") : Health.up();
  }

  Health life() {
    return life;
  }

  Health service() {
    return switch (phase) {
      case STARTING -> Health.down("starting");
      case SERVING -> life;
      case DRAINING -> Health.down("draining");
    };
  }
}
