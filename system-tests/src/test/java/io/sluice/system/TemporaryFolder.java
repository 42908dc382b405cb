package io.sluice.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A folder of the system's temporary ones, deleted with all that is in it. */
public record TemporaryFolder(Path path) implements AutoCloseable {

  public static TemporaryFolder create(String name) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(name).toRealPath());
  }

  /** A folder below another, with nothing in it; the next one of the name takes its place. */
  public static Path emptied(Path parent, String name) throws IOException {
    Path folder = parent.resolve(name);
    if (Files.exists(folder)) {
      new TemporaryFolder(folder).close();
    }
    return Files.createDirectories(folder);
  }

  @Override
  public void close() throws IOException {
    List<Path> left;
    try (var paths = Files.walk(path)) {
      left = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : left) {
      Files.deleteIfExists(one);
    }
  }
}
