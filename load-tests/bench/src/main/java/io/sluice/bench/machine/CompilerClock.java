package io.sluice.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much processor time some JVMs have had at one moment, and their compilers of it.
 *
 * @param all ticks of the processes
 * @param compilers ticks of each of their compilers' threads that live, by its number
 */
public record CompilerClock(long all, Map<String, Long> compilers) {

  private static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*");

  public CompilerClock {
    compilers = Map.copyOf(compilers);
  }

  /** Reads all of them. A process that has ended makes it fail. */
  public static CompilerClock read(Collection<Long> pids) throws IOException {
    long all = 0;
    Map<String, Long> compilers = new HashMap<>();
    for (long pid : pids) {
      Path process = Path.of("/proc", Long.toString(pid));
      all += ProcessorTime.read(process.resolve("stat")).ticks();
      try (var threads = Files.newDirectoryStream(process.resolve("task"))) {
        for (Path thread : threads) {
          addCompiler(thread, compilers);
        }
      }
    }
    return new CompilerClock(all, compilers);
  }

  /**
   * The compilers' part of what the processes had since an earlier reading, 0 to 1. What a thread
   * had last that has ended since is not among it.
   */
  public double shareSince(CompilerClock before) {
    long had = 0;
    for (var thread : compilers.entrySet()) {
      had += thread.getValue() - before.compilers.getOrDefault(thread.getKey(), 0L);
    }
    return had / (double) Math.max(1, all - before.all);
  }

  private static void addCompiler(Path thread, Map<String, Long> compilers) throws IOException {
    try {
      ProcessorTime time = ProcessorTime.read(thread.resolve("stat"));
      if (COMPILER.matcher(time.name()).matches()) {
        compilers.put(thread.getFileName().toString(), time.ticks());
      }
    } catch (IOException e) {
      // One that has ended since they were listed has none.
      if (Files.exists(thread)) {
        throw e;
      }
    }
  }
}
