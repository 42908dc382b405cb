package io.sluice.system.fault;

import java.time.Duration;

/**
 * One thing that must hold after a run.
 *
 * @param text what
 * @param holds whether it does
 * @param seen the figure
 * @param always whether it must hold on a machine that has no time for us, too
 */
record Check(String text, boolean holds, String seen, boolean always) {

  static Check none(String what, int count) {
    return new Check("no " + what, count == 0, Integer.toString(count), false);
  }

  /** What no lack of time excuses. */
  static Check never(String what, int count) {
    return new Check("no " + what, count == 0, Integer.toString(count), true);
  }

  static Check atMost(String what, Duration limit, Duration seen) {
    return new Check(
        what + " at most " + limit.toMillis() + " ms",
        seen.compareTo(limit) <= 0,
        seen.toMillis() + " ms",
        false);
  }

  static Check that(String text, boolean holds, String seen) {
    return new Check(text, holds, seen, false);
  }

  @Override
  public String toString() {
    return (holds ? "holds: " : "FAILS: ") + text + " (" + seen + ")";
  }
}
