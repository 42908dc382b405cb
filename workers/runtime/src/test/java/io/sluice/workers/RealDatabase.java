package io.sluice.workers;

import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.ServiceDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One PostgreSQL for all tests of the module; each service has a database of its own in it. */
public final class RealDatabase implements BeforeAllCallback {

  private static volatile @Nullable Running running;

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(Namespace.GLOBAL)
            .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
  }

  /** A name that no test has had. */
  public static String newService() {
    return "s" + UUID.randomUUID().toString().replace("-", "");
  }

  /** The configuration of a service's verticle; its database is made where it is not there. */
  public static JsonObject configOf(String service) throws IOException {
    ServiceDatabase database =
        Objects.requireNonNull(running, "the test class lacks @ExtendWith(RealDatabase.class)")
            .database
            .createService(service);
    return new JsonObject()
        .put(
            "database",
            new JsonObject()
                .put("host", database.host())
                .put("port", database.port())
                .put("database", database.database())
                .put("user", database.user())
                .put("password", database.password()));
  }

  private record Running(EmbeddedDatabase database, Path dir) implements AutoCloseable {

    static Running start() {
      try {
        Path dir = Files.createTempDirectory("sluice-workers");
        return new Running(EmbeddedDatabase.start(dir), dir);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      database.close();
      try (Stream<Path> files = Files.walk(dir)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
