package io.sluice.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that starts a part, stores something, says so, and waits to be killed. */
final class Child implements AutoCloseable {

  static final String STORED = "stored";

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Returns when the child has said that its data are stored. */
  static Child running(Class<?> main, Path dir) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    main.getName(),
                    dir.toString()))
            .redirectError(new File(dir.toFile(), "child.log"))
            .start();
    var child = new Child(process);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals(STORED)) {
        return child;
      }
    }
    throw new IOException("the child ended early, see its log in " + dir);
  }

  void kill() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
