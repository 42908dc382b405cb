package io.sluice.dev;

import java.nio.file.Path;

/** Chooses where logs go: readable on stderr, and as JSON lines in the data directory. */
final class DevLogging {

  private DevLogging() {}

  /** Call it before the first logger is made: logback reads these once, at that moment. */
  static void configure(Path logs) {
    System.setProperty("logback.configurationFile", "dev-logging.xml");
    System.setProperty("sluice.logs", logs.toString());
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    System.setProperty("hazelcast.logging.type", "slf4j");
  }
}
