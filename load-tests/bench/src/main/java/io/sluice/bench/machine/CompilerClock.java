package io.sluice.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * How much processor time some JVMs have had at one moment, and their compilers of it. What a
 * thread had that has ended is the process's alone.
 *
 * @param all ticks of the processes
 * @param compilers ticks of their compilers' threads
 */
public record CompilerClock(long all, long compilers) {

  private static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*");

  /** Reads all of them. A process that has ended makes it fail. */
  public static CompilerClock read(Collection<Long> pids) throws IOException {
    long all = 0;
    long compilers = 0;
    for (long pid : pids) {
      Path process = Path.of("/proc", Long.toString(pid));
      all += ProcessorTime.read(process.resolve("stat")).ticks();
      try (var threads = Files.newDirectoryStream(process.resolve("task"))) {
        for (Path thread : threads) {
          compilers += ofCompiler(thread);
        }
      }
    }
    return new CompilerClock(all, compilers);
  }

  /** The compilers' part of what the processes had since an earlier reading, 0 to 1. */
  public double shareSince(CompilerClock before) {
    long had = Math.max(0, compilers - before.compilers);
    return had / (double) Math.max(1, all - before.all);
  }

  private static long ofCompiler(Path thread) throws IOException {
    try {
      ProcessorTime time = ProcessorTime.read(thread.resolve("stat"));
      return COMPILER.matcher(time.name()).matches() ? time.ticks() : 0;
    } catch (NoSuchFileException e) {
      // It has ended since they were listed.
      return 0;
    }
  }
}
