package io.sluice.system.dev;

import io.sluice.system.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A folder that the launcher takes for the repository, built already, with a recording Maven. */
final class Checkout implements AutoCloseable {

  private static final long SERVER_END_SECONDS = 10;

  /** The modules whose commands are run, each with the name of its jar. */
  private static final Map<String, String> MODULES =
      Map.of("standalone/dev", "sluice-dev", "load-tests/simulations", "sluice-simulations");

  private static final String RECORDING_MAVEN =
      """
      #!/bin/sh
      if [ "$1" = -v ]; then echo "Apache Maven 3.9.9"; exit; fi
      echo "$*" >>"${0%/*}/../builds"
      [ ! -e "${0%/*}/../broken" ]
      """;

  private final AtomicInteger runs = new AtomicInteger();
  private final TemporaryFolder folder;

  private Checkout(TemporaryFolder folder) {
    this.folder = folder;
  }

  static Checkout create() throws IOException {
    var checkout = new Checkout(TemporaryFolder.create("sluice-dev"));
    try {
      checkout.fill(repository());
      return checkout;
    } catch (IOException | RuntimeException e) {
      checkout.close();
      throw e;
    }
  }

  /** The repository that this test runs in: the nearest folder upwards that has the launcher. */
  static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("sluice"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  Path root() {
    return folder.path();
  }

  /** A folder for the data of one or more runs. */
  Path data(String name) {
    return root().resolve("data").resolve(name);
  }

  /** What Maven was asked to do, one line for each time. */
  List<String> builds() throws IOException {
    Path builds = root().resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  /** Runs {@code ./sluice} with these arguments. */
  DevProcess run(String... arguments) throws IOException {
    int run = runs.incrementAndGet();
    List<String> command = new ArrayList<>(List.of(root().resolve("sluice").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("PATH", "", (path, none) -> root().resolve("bin") + ":" + path);
    return DevProcess.start(builder, root().resolve("out." + run), root().resolve("err." + run));
  }

  /** Runs {@code ./sluice dev} on free ports. */
  DevProcess dev(Path data) throws IOException {
    return run("dev", "--http-port", "0", "--management-port", "0", "--data", data.toString());
  }

  /** PostgreSQL is a process of its own, which a watchdog stops when its JVM has been killed. */
  static List<ProcessHandle> serversIn(Path data) {
    return ProcessHandle.allProcesses()
        .filter(one -> one.info().command().filter(path -> path.startsWith(data + "/")).isPresent())
        .toList();
  }

  /** Leaves neither a process nor a file. */
  @Override
  public void close() throws IOException {
    for (ProcessHandle server : serversIn(root())) {
      server.onExit().completeOnTimeout(server, SERVER_END_SECONDS, TimeUnit.SECONDS).join();
      server.destroyForcibly();
      server.onExit().join();
    }
    folder.close();
  }

  private void fill(Path repository) throws IOException {
    copy(repository, "sluice");
    copy(repository, "pom.xml");
    copy(repository, "workers/shipping/contract/openapi.yaml");
    for (var module : MODULES.entrySet()) {
      Path target = repository.resolve(module.getKey()).resolve("target");
      for (Path built : built(target, module.getValue())) {
        copy(repository, repository.relativize(built).toString());
      }
    }
    Path maven = Files.createDirectories(root().resolve("bin")).resolve("mvn");
    Files.writeString(maven, RECORDING_MAVEN);
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The jar and the class path that Maven's package phase leaves, before these tests run. */
  private static List<Path> built(Path target, String jar) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(target)) {
      try (var jars = Files.newDirectoryStream(target, "{" + jar + "-*.jar,runtime.classpath}")) {
        jars.forEach(found::add);
      }
    }
    if (found.size() != 2) {
      throw new IllegalStateException(target + " is not packaged: run mvn verify; " + found);
    }
    return found;
  }

  private void copy(Path repository, String file) throws IOException {
    Path copy = root().resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(repository.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
