package io.sluice.workers.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Brings a service's tables and ours beside them up to date. Blocks: never on an event loop. */
final class Schemas {

  /** Ours, with a history of its own: the service's migrations know nothing of it. */
  private static final String OURS = "sluice";

  private static final String OUR_MIGRATIONS = "io/sluice/workers/database/migrations";

  private Schemas() {}

  /**
   * Runs what has not been run yet.
   *
   * @param migrations the service's own, as a folder on the class path; or null
   */
  static int migrate(DatabaseConfig config, @Nullable String migrations) {
    int executed = flyway(config, OUR_MIGRATIONS).schemas(OURS).load().migrate().migrationsExecuted;
    return migrations == null
        ? executed
        : executed + flyway(config, migrations).load().migrate().migrationsExecuted;
  }

  private static FluentConfiguration flyway(DatabaseConfig config, String folder) {
    String url =
        "jdbc:postgresql://%s:%d/%s?connectTimeout=5&socketTimeout=60"
            .formatted(config.host(), config.port(), config.database());
    return Flyway.configure()
        .dataSource(url, config.user(), config.password())
        .locations("classpath:" + folder);
  }
}
