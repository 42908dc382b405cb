package io.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL server whose parent has died. It logs nothing: it is ended before anybody has said
 * where logs go.
 */
public final class LeftoverServer {

  private LeftoverServer() {}

  /** Stops the one that has its data in the folder, if there is one. */
  public static void stop(Path dir) throws IOException {
    if (Files.isDirectory(dir)) {
      DatabaseFiles.in(dir).postmaster().stop();
    }
  }
}
