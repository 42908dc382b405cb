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
