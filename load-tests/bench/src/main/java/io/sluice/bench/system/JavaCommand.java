package io.sluice.bench.system;

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

/** The command lines that {@code ./sluice} ends in, on what it has built. */
final class JavaCommand {

  private static final Pattern FLAGS =
      Pattern.compile("<sluice\\.jvm\\.flags>(.*)</sluice\\.jvm\\.flags>");

  private final Path home;

  JavaCommand(Path home) {
    this.home = home;
  }

  /** A main class on one module's class path. */
  List<String> of(String module, String main, List<String> arguments) throws IOException {
    return with(module, Set.of(), main, arguments);
  }

  /** A main class on one module's class path, and then other jars. */
  List<String> with(String module, Set<String> others, String main, List<String> arguments)
      throws IOException {
    Set<String> classPath = new LinkedHashSet<>(classPath(module));
    classPath.addAll(others);
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main));
    command.addAll(arguments);
    return command;
  }

  /** The JVM with the flags and the heap that every measured process has. */
  List<String> java() throws IOException {
    Matcher flags = FLAGS.matcher(Files.readString(home.resolve("pom.xml")));
    if (!flags.find()) {
      throw new IOException("pom.xml has no sluice.jvm.flags");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags.group(1).split(" ", -1)));
    command.add("-Xmx512m");
    return command;
  }

  private Set<String> classPath(String module) throws IOException {
    Set<String> entries = jars(module);
    String others = Files.readString(target(module).resolve("runtime.classpath")).strip();
    entries.addAll(List.of(others.split(File.pathSeparator, -1)));
    return entries;
  }

  /** What the build has made of a module. */
  Set<String> jars(String module) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    try (var jars = Files.newDirectoryStream(target(module), "sluice-*.jar")) {
      jars.forEach(jar -> found.add(jar.toString()));
    }
    if (found.isEmpty()) {
      throw new IOException(module + " is not built");
    }
    return found;
  }

  private Path target(String module) {
    return home.resolve(module).resolve("target");
  }
}
