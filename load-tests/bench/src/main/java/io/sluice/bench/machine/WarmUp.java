package io.sluice.bench.machine;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/**
 * A JVM that is still compiling is slower than it will be, and the slower the machine, the longer
 * that lasts: a system is warm when its compilers hardly do anything more.
 *
 * @param spent how long it took
 * @param compilers the compilers' part of the system's processor time in the end, 0 to 1
 */
public record WarmUp(Duration spent, double compilers) {

  private static final double HARDLY = 0.03;
  private static final int MOST_TIMES = 12;

  /** Works for some seconds. */
  public interface Work {
    void some() throws Exception;
  }

  /**
   * Lets a system work until it is warm, or twelve times the least.
   *
   * @param pids the system's JVMs
   */
  public static WarmUp of(Collection<Long> pids, Duration least, Work work) throws Exception {
    long begun = System.nanoTime();
    Duration spent = Duration.ZERO;
    double compilers = 1;
    while (spent.compareTo(least) < 0 || (compilers > HARDLY && spent.compareTo(most(least)) < 0)) {
      CompilerClock before = CompilerClock.read(pids);
      work.some();
      compilers = CompilerClock.read(pids).shareSince(before);
      spent = Duration.ofNanos(System.nanoTime() - begun);
    }
    return new WarmUp(spent, compilers);
  }

  /** How long that may take. */
  public static Duration most(Duration least) {
    return least.multipliedBy(MOST_TIMES);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d s, until its compilers had %.0f %% of its processor time",
        spent.toSeconds(),
        compilers * 100);
  }
}
