package io.sluice.workers;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import io.sluice.workers.database.DatabaseConfig;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Each service's own database, which its verticle finds in its configuration as {@code database}.
 */
final class DatabaseKeys {

  private static final Key<String> HOST =
      Key.optional("databases.*.host", ValueType.text(), "where the service's database is");
  private static final Key<Integer> PORT =
      Key.optional("databases.*.port", ValueType.integer(1, 65_535), "its port");
  private static final Key<String> DATABASE =
      Key.optional("databases.*.database", ValueType.text(), "its name");
  private static final Key<String> USER =
      Key.optional("databases.*.user", ValueType.text(), "the service's own role");
  private static final Key<String> PASSWORD =
      Key.optional("databases.*.password", ValueType.text(), "the role's password").asSecret();

  private static final Key<Integer> POOL_SIZE =
      Key.optional(
          "databases.*.pool-size",
          ValueType.integer(1, 1_000),
          "how many transactions of the service run at once on a node; unset: "
              + DatabaseConfig.POOL_SIZE);
  private static final Key<Duration> INBOX_RETENTION =
      Key.optional(
          "databases.*.inbox-retention",
          ValueType.duration(Duration.ofMinutes(1), Duration.ofHours(100_000)),
          "how long first replies are kept for commands that come again; unset: "
              + DatabaseConfig.INBOX_RETENTION.toHours()
              + "h");

  static final List<Key<?>> ALL =
      List.of(HOST, PORT, DATABASE, USER, PASSWORD, POOL_SIZE, INBOX_RETENTION);

  private DatabaseKeys() {}

  /**
   * Checks that every database is some service's.
   *
   * @throws IllegalArgumentException with every other name, one a line
   */
  static void requireServices(Settings settings, Collection<String> services) {
    Set<String> others = new TreeSet<>();
    ALL.forEach(key -> others.addAll(settings.all(key).keySet()));
    services.forEach(others::remove);
    if (!others.isEmpty()) {
      String known = "; the services here are " + String.join(", ", services);
      throw new IllegalArgumentException(
          others.stream()
              .map(name -> "databases." + name + " is no service's database" + known)
              .collect(Collectors.joining("\n")));
    }
  }

  /** A verticle's configuration: {@code database} with what is set for its service. */
  static JsonObject configOf(String service, Settings settings) {
    JsonObject database = new JsonObject();
    for (Key<?> key : ALL) {
      Object value = settings.all(key).get(service);
      if (value != null) {
        database.put(
            key.path().getLast(), value instanceof Duration duration ? duration.toString() : value);
      }
    }
    return database.isEmpty() ? new JsonObject() : new JsonObject().put("database", database);
  }
}
