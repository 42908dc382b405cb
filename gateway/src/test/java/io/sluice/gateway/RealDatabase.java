package io.sluice.gateway;

import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.ServiceDatabase;
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

/** One PostgreSQL for all tests of the module; each may have databases of its own in it. */
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

  /** A new database, which is empty. */
  public static DatabaseAccess create() throws IOException {
    return create(
        Objects.requireNonNull(running, "the test class lacks @ExtendWith(RealDatabase.class)")
            .database);
  }

  /** The same on another server. */
  public static DatabaseAccess create(EmbeddedDatabase server) throws IOException {
    return accessTo(server, "g" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** A database, which is made where it is not there. */
  public static DatabaseAccess accessTo(EmbeddedDatabase server, String name) throws IOException {
    ServiceDatabase made = server.createService(name);
    return new DatabaseAccess(
        made.host(), made.port(), made.database(), made.user(), made.password());
  }

  private record Running(EmbeddedDatabase database, Path dir) implements AutoCloseable {

    static Running start() {
      try {
        Path dir = Files.createTempDirectory("sluice-gateway");
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
