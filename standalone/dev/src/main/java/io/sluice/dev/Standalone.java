package io.sluice.dev;

import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import io.sluice.embedded.LeftoverServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker, the database and the platform of one process, from start to stop. */
final class Standalone {

  private static final Logger log = LoggerFactory.getLogger(Standalone.class);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final DataDirectory data;
  private final DevOptions options;
  private final PlatformStarter starter;
  private final Progress progress;
  private final Part<EmbeddedDatabase> database;
  private final Part<EmbeddedKafka> kafka;
  private @Nullable Part<Platform> platform;
  private boolean databaseBegun;
  private volatile boolean stopping;

  Standalone(DataDirectory data, DevOptions options, PlatformStarter starter, Progress progress) {
    this.data = data;
    this.options = options;
    this.starter = starter;
    this.progress = progress;
    database = new Part<>("PostgreSQL", progress, () -> EmbeddedDatabase.start(data.postgres()));
    kafka = new Part<>("Kafka", progress, () -> EmbeddedKafka.start(data.kafka()));
  }

  /** Returns when all of it answers; after a failure the caller stops what has been started. */
  void start() throws Exception {
    beginDatabaseAndKafka();
    var parts = new StandaloneParts(database.await(), kafka.await());
    progress.ready(beginPlatform(parts).await());
  }

  boolean isStopping() {
    return stopping;
  }

  /** Stops in the order in which each still needs the next, also in the middle of a start. */
  void stop() {
    Part<Platform> begun = beginNothingMore();
    if (begun != null) {
      close("platform", begun::close);
    }
    close("Kafka", kafka::close);
    close("PostgreSQL", this::closeDatabase);
    close("data directory", data::close);
  }

  private synchronized void beginDatabaseAndKafka() throws StartRefused {
    requireNotStopping();
    databaseBegun = true;
    database.begin();
    kafka.begin();
  }

  private synchronized Part<Platform> beginPlatform(StandaloneParts parts) throws StartRefused {
    requireNotStopping();
    var part = new Part<>("gateway and workers", progress, () -> starter.start(parts, options));
    platform = part;
    part.begin();
    return part;
  }

  private synchronized @Nullable Part<Platform> beginNothingMore() {
    stopping = true;
    return platform;
  }

  private void requireNotStopping() throws StartRefused {
    if (stopping) {
      throw new StartRefused("stopped during the start");
    }
  }

  /**
   * A server process outlives this JVM, so its start is cut short and waited for; Kafka's and the
   * platform's end with the JVM.
   */
  private void closeDatabase() throws Exception {
    while (hasBegunDatabase() && !database.isSettled(LOOK_AGAIN_MILLIS)) {
      database.interrupt();
      LeftoverServer.stop(data.postgres());
    }
    database.close();
  }

  private synchronized boolean hasBegunDatabase() {
    return databaseBegun;
  }

  private static void close(String part, Closing closing) {
    try {
      closing.close();
    } catch (Exception e) {
      log.atError().addKeyValue("part", part).setCause(e).log("stop failed");
    }
  }

  private interface Closing {
    void close() throws Exception;
  }
}
