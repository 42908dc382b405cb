package io.sluice.cluster.node;

/** Lets all libraries log through slf4j, as JSON lines on standard error. */
public final class NodeLogging {

  private NodeLogging() {}

  /** Call it before the first logger is made: the libraries read these once, at that moment. */
  public static void configure() {
    System.setProperty("logback.configurationFile", "io/sluice/cluster/node/node-logging.xml");
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
    System.setProperty("hazelcast.logging.type", "slf4j");
  }
}
