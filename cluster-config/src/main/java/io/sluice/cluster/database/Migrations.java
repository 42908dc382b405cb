package io.sluice.cluster.database;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Brings a schema up to date, whose history is its own: others in the same database know nothing of
 * it. Several nodes may do so at once.
 *
 * @param folder the migrations, on the class path
 * @param schema made where it is not there; null for the role's default
 */
public record Migrations(String folder, @Nullable String schema) {

  /**
   * Runs what has not been run yet, and says how many that were. Blocks: never on an event loop.
   */
  public int run(DatabaseAccess access) {
    FluentConfiguration flyway =
        Flyway.configure()
            .dataSource(url(access), access.user(), access.password())
            .locations("classpath:" + folder);
    return (schema == null ? flyway : flyway.schemas(schema)).load().migrate().migrationsExecuted;
  }

  private static String url(DatabaseAccess access) {
    return "jdbc:postgresql://%s:%d/%s?connectTimeout=5&socketTimeout=60"
        .formatted(access.host(), access.port(), access.database());
  }
}
