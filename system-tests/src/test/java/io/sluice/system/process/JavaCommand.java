package io.sluice.system.process;

import io.sluice.system.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command lines that {@code ./sluice} ends in, on what Maven's package phase has left. */
public final class JavaCommand {

  private static final Pattern FLAGS =
      Pattern.compile("<sluice\\.jvm\\.flags>(.*)</sluice\\.jvm\\.flags>");

  private JavaCommand() {}

  public static List<String> gateway(String... arguments) throws IOException {
    return of(classPath("gateway"), "io.sluice.gateway.GatewayMain", arguments);
  }

  public static List<String> topics(String... arguments) throws IOException {
    return of(classPath("gateway"), "io.sluice.gateway.TopicsMain", arguments);
  }

  static List<String> deadLetters(String... arguments) throws IOException {
    return of(classPath("gateway"), "io.sluice.gateway.DeadLettersMain", arguments);
  }

  /** The bench, which starts what it measures. */
  static List<String> bench(String... arguments) throws IOException {
    List<String> command =
        of(classPath("load-tests/bench"), "io.sluice.bench.BenchMain", arguments);
    command.add(1, "-Dsluice.home=" + Repository.root());
    return command;
  }

  /** A worker with the shipping services behind the runtime's own class path. */
  static List<String> worker(String... arguments) throws IOException {
    Set<String> all = new LinkedHashSet<>(classPath("workers/runtime"));
    Set<String> names = new LinkedHashSet<>();
    all.forEach(entry -> names.add(new File(entry).getName()));
    for (String entry : classPath("workers/shipping")) {
      if (names.add(new File(entry).getName())) {
        all.add(entry);
      }
    }
    return of(all, "io.sluice.workers.WorkerMain", arguments);
  }

  /**
   * A worker with the classes of a folder behind the runtime's own class path, as {@code
   * --classpath} puts them.
   */
  public static List<String> workerWith(Path services, String... arguments) throws IOException {
    Set<String> all = new LinkedHashSet<>(classPath("workers/runtime"));
    all.add(services.toString());
    return of(all, "io.sluice.workers.WorkerMain", arguments);
  }

  /** Kafka and PostgreSQL, on the class path of these tests. */
  static List<String> parts(Path data) throws IOException {
    return ofTests(PartsMain.class, data.toString());
  }

  /** A class of these tests, on their class path. */
  public static List<String> ofTests(Class<?> main, String... arguments) throws IOException {
    Set<String> own = Set.of(System.getProperty("java.class.path"));
    return of(own, main.getName(), arguments);
  }

  /** The same, for many JVMs on a few cores: they would spend their first minute on compiling. */
  public static List<String> soonUp(List<String> command) {
    List<String> other = new ArrayList<>(command);
    other.addAll(other.indexOf("-cp"), List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    return other;
  }

  private static List<String> of(Set<String> classPath, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Matcher flags = FLAGS.matcher(Files.readString(Repository.root().resolve("pom.xml")));
    if (!flags.find()) {
      throw new IllegalStateException("pom.xml has no sluice.jvm.flags");
    }
    command.addAll(List.of(flags.group(1).split(" ", -1)));
    command.addAll(List.of("-Xmx512m", "-cp", String.join(File.pathSeparator, classPath), main));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Set<String> classPath(String module) throws IOException {
    Path target = Repository.root().resolve(module).resolve("target");
    Set<String> entries = new LinkedHashSet<>();
    try (var jars = Files.newDirectoryStream(target, "sluice-*.jar")) {
      jars.forEach(jar -> entries.add(jar.toString()));
    }
    Path others = target.resolve("runtime.classpath");
    if (entries.isEmpty() || !Files.exists(others)) {
      throw new IllegalStateException(target + " is not packaged: run mvn verify");
    }
    entries.addAll(List.of(Files.readString(others).strip().split(File.pathSeparator, -1)));
    return entries;
  }
}
