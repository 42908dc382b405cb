package io.sluice.system.fault;

import java.time.Duration;

/**
 * How long the steps of a scenario take.
 *
 * @param before the fault
 * @param stop how long a stopped process stays so
 * @param away how long a broker is away
 * @param cut how long a link is cut
 * @param burst how long the load is ten times the usual
 * @param after the heal, until all must be as before
 * @param rounds how often each node is restarted
 */
record Pace(
    Duration before,
    Duration stop,
    Duration away,
    Duration cut,
    Duration burst,
    Duration after,
    int rounds) {

  /** For every build. */
  static final Pace SHORT = of(2, 8, 5, 8, 3, 6, 1);

  /** What the figures of the report stand for. */
  static final Pace USUAL = of(5, 20, 10, 8, 10, 20, 2);

  private static Pace of(
      int before, int stop, int away, int cut, int burst, int after, int rounds) {
    return new Pace(
        Duration.ofSeconds(before),
        Duration.ofSeconds(stop),
        Duration.ofSeconds(away),
        Duration.ofSeconds(cut),
        Duration.ofSeconds(burst),
        Duration.ofSeconds(after),
        rounds);
  }
}
