package io.sluice.gateway;

import java.time.Duration;

/**
 * How long a gateway that stops waits for the calls under way.
 *
 * @param limit after it their connections are closed
 * @param cutsCalls false: a contract with a call that could take longer is refused
 */
public record Drain(Duration limit, boolean cutsCalls) {

  /** For goodbyes: connections are told, producers flush, the member leaves the cluster. */
  static final Duration LEAVING = Duration.ofSeconds(6);

  public Drain {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("the limit of a drain is " + limit);
    }
  }

  /** Every call that the contract allows ends before a node's grace time does. */
  public static Drain within(Duration graceTime) {
    Duration rest = graceTime.minus(LEAVING);
    return new Drain(rest.isNegative() ? Duration.ZERO : rest, false);
  }

  /** Whatever takes longer is cut short, and the log says so. */
  public static Drain cuttingAfter(Duration limit) {
    return new Drain(limit, true);
  }
}
