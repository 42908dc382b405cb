package io.sluice.embedded;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Finds PostgreSQL's archive on the class path by system and processor.
 *
 * <p>zonky's own resolver also looks for one by Linux distribution, with a script that it leaves
 * behind in the system's temporary folder at each start.
 */
final class PostgresBinaries implements PgBinaryResolver {

  @Override
  public InputStream getPgBinary(String system, String processor) throws IOException {
    String name =
        "postgres-" + system.toLowerCase(Locale.ROOT) + "-" + normalized(processor) + ".txz";
    InputStream archive = PostgresBinaries.class.getClassLoader().getResourceAsStream(name);
    if (archive == null) {
      throw new IOException("there is no PostgreSQL for " + system + " on " + processor);
    }
    return archive;
  }

  private static String normalized(String processor) {
    return switch (processor.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x64" -> "x86_64";
      case "aarch64", "arm64", "arm64v8" -> "arm_64";
      default -> processor;
    };
  }
}
