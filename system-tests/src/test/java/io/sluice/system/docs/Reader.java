package io.sluice.system.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Eventually;
import io.sluice.system.Repository;
import io.sluice.system.TemporaryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who types what a guide says, in an empty folder, with a checkout of the project that was
 * never built and a Maven repository that has nothing of it.
 */
final class Reader implements AutoCloseable {

  private static final Set<String> NOT_SOURCES =
      Set.of("target", ".git", ".sluice", "node_modules");
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
  private static final long END_SECONDS = 20;

  /** The default ports may be in use here. */
  private static final String ANY_PORTS = " --http-port 0 --management-port 0";

  private final TemporaryFolder all;
  private @Nullable Process dev;
  private String devLine = "";

  private Reader(TemporaryFolder all) {
    this.all = all;
  }

  static Reader start() throws IOException {
    var reader = new Reader(TemporaryFolder.create("sluice-reader"));
    try {
      Files.createDirectory(reader.folder());
      reader.checkOut();
      reader.fillMavenRepository();
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  Path folder() {
    return all.path().resolve("work");
  }

  /** Gives what is printed; what runs until it is told to end is left running, once it is ready. */
  String type(String line) throws Exception {
    if (line.contains("sluice\" dev ")) {
      devLine = line + ANY_PORTS;
      startDev();
      return "";
    }
    String here = dev == null ? line : line.replace("http://127.0.0.1:8080", address());
    Path out = all.path().resolve("out");
    var process = shell(here, out).start();
    boolean ended = process.waitFor(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    String printed = Files.readString(out);
    assertTrue(ended, () -> here + " does not end: " + printed);
    assertEquals(0, process.exitValue(), () -> here + ": " + printed);
    return printed;
  }

  /** Ctrl-C, and the same line again. */
  void restart() throws Exception {
    stopDev();
    startDev();
  }

  @Override
  public void close() throws IOException {
    stopDev();
    all.close();
  }

  private void startDev() throws Exception {
    Path out = all.path().resolve("dev.out");
    var process = shell("exec " + devLine, out).start();
    dev = process;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Eventually.holds(
        "it is ready",
        BUILD_LIMIT,
        () -> Files.readString(out).contains("ready http=") || !process.isAlive());
    assertTrue(process.isAlive(), () -> "ended: " + text(out));
  }

  private void stopDev() {
    Process running = dev;
    dev = null;
    if (running != null) {
      running.destroy();
      running.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  private String address() throws IOException {
    String out = Files.readString(all.path().resolve("dev.out"));
    return out.substring(out.indexOf("ready http=") + "ready http=".length()).split(" ", 2)[0];
  }

  private ProcessBuilder shell(String line, Path out) {
    var builder =
        new ProcessBuilder("bash", "-c", line)
            .directory(folder().toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile());
    builder.environment().put("SLUICE", all.path().resolve("sluice").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put("MAVEN_OPTS", "-Dmaven.repo.local=" + all.path().resolve("repository"));
    return builder;
  }

  private void checkOut() throws IOException {
    Path from = Repository.root();
    Path to = all.path().resolve("sluice");
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCES.contains(folder.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** All that this machine has downloaded, and nothing of the project's own. */
  private void fillMavenRepository() throws IOException {
    Path own =
        Path.of(
            System.getProperty(
                "localRepository", System.getProperty("user.home") + "/.m2/repository"));
    Path view = Files.createDirectory(all.path().resolve("repository"));
    linkAllBut("io", own, view);
    linkAllBut("sluice", own.resolve("io"), Files.createDirectory(view.resolve("io")));
  }

  private static void linkAllBut(String name, Path from, Path to) throws IOException {
    try (var entries = Files.newDirectoryStream(from)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().equals(name)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
      }
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
