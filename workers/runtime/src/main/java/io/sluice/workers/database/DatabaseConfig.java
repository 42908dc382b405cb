package io.sluice.workers.database;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a service's own database is, and how it is used.
 *
 * @param poolSize how many transactions of the service run at once on a node
 * @param inboxRetention how long first replies are kept for commands that come again
 */
public record DatabaseConfig(
    String host,
    int port,
    String database,
    String user,
    String password,
    int poolSize,
    Duration inboxRetention) {

  /** Where nothing else is set. */
  public static final int POOL_SIZE = 24;

  /** Where nothing else is set: a ledger's longest invocation, and then a topic's retention. */
  public static final Duration INBOX_RETENTION = Duration.ofDays(14);

  public DatabaseConfig {
    if (poolSize < 1 || poolSize > 1_000) {
      throw new IllegalArgumentException("pool-size is " + poolSize + "; it is between 1 and 1000");
    }
    if (inboxRetention.toMillis() < 1) {
      throw new IllegalArgumentException(
          "inbox-retention is " + inboxRetention + "; it is 1 ms or more");
    }
  }

  /**
   * Reads a verticle's {@code database}.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  public static DatabaseConfig from(JsonObject json) {
    Integer poolSize = json.getInteger("pool-size", POOL_SIZE);
    String retention = json.getString("inbox-retention", INBOX_RETENTION.toString());
    return new DatabaseConfig(
        text(json, "host"),
        required(json.getInteger("port"), "port"),
        text(json, "database"),
        text(json, "user"),
        text(json, "password"),
        poolSize,
        Duration.parse(retention));
  }

  private static String text(JsonObject json, String name) {
    return required(json.getString(name), name);
  }

  private static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("the service's database has no " + name);
    }
    return value;
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
