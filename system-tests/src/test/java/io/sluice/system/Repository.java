package io.sluice.system;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are that these tests run in. */
public final class Repository {

  private Repository() {}

  /** The nearest folder upwards that has the launcher. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("sluice"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }
}
