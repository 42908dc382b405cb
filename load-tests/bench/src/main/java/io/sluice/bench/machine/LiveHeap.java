package io.sluice.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a JVM keeps when all that nobody needs is collected, by the JDK's {@code jcmd}. */
public final class LiveHeap {

  private static final long LIMIT_SECONDS = 60;
  private static final String TOTAL = "Total ";

  private LiveHeap() {}

  /** The bytes of the objects that a process keeps. */
  public static long bytes(long pid) throws IOException, InterruptedException {
    // What the first collection finds weak, the second frees.
    var unused = jcmd(pid, "GC.run");
    List<String> histogram = jcmd(pid, "GC.class_histogram");
    String total =
        histogram.stream()
            .filter(line -> line.startsWith(TOTAL))
            .findFirst()
            .orElseThrow(() -> new IOException("no total in the histogram of " + pid));
    return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
  }

  private static List<String> jcmd(long pid, String command)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("sluice-bench", ".jcmd");
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!jcmd.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
        jcmd.destroyForcibly();
        throw new IOException("jcmd " + pid + " " + command + " failed");
      }
      return Files.readAllLines(said);
    } finally {
      Files.delete(said);
    }
  }
}
