package io.sluice.architecture;

/** The lists to extend when a module or a package is added. */
final class HouseArrows {

  private HouseArrows() {}

  /** Packages with commands, whose output people read. */
  static String[] forPeople() {
    return new String[] {
      "io.sluice.dev..",
      "io.sluice.cluster.node",
      "io.sluice.gateway",
      "io.sluice.embedded",
      "io.sluice.bench"
    };
  }

  static Arrows modules() {
    return Arrows.below("io.sluice")
        .allow("backbone")
        .allow("cluster")
        .allow("gateway", "backbone", "cluster")
        .allow("workers", "backbone", "cluster")
        .allow("shipping", "backbone", "cluster", "workers")
        .allow("embedded")
        .allow("dev", "backbone", "cluster", "gateway", "workers", "shipping", "embedded")
        .allow("echo", "cluster", "gateway", "workers")
        .allow("bench")
        .allow("simulations");
  }

  /** The entrances never know each other; what lies behind them does not know who called. */
  static Arrows gateway() {
    return Arrows.below("io.sluice.gateway")
        .allow("contract")
        .allow("problem")
        .allow("auth", "contract")
        .allow("call", "contract", "problem")
        .allow("admission", "call")
        .allow("invocation", "call", "contract")
        .allow("dispatch", "admission", "invocation", "call")
        .allow("http", "auth", "call", "contract", "dispatch", "invocation", "problem")
        .allow("websocket", "contract", "dispatch")
        .allow("stream", "contract", "dispatch")
        .allow("deadletter")
        .allow("console");
  }

  static Arrows cluster() {
    return Arrows.below("io.sluice.cluster")
        .allow("settings")
        .allow("database")
        .allow("telemetry", "settings")
        .allow("management", "telemetry", "settings")
        .allow("membership", "management", "settings")
        .allow("node", "membership", "management", "telemetry", "settings");
  }
}
