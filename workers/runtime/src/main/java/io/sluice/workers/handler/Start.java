package io.sluice.workers.handler;

import java.time.Instant;

/**
 * Where a service begins a stream that it has never read. Afterwards it goes on where it was, what
 * else is said here.
 */
public sealed interface Start {

  /** With the oldest event that the broker still has. */
  static Start beginning() {
    return new Beginning();
  }

  /** With what comes from now on, when the service reads the stream for the first time. */
  static Start now() {
    return new Now();
  }

  /** With the first event that the broker got at this time or after. */
  static Start at(Instant time) {
    return new At(time);
  }

  /** As {@link #beginning()} says. */
  record Beginning() implements Start {}

  /** As {@link #now()} says. */
  record Now() implements Start {}

  /** As {@link #at} says. */
  record At(Instant time) implements Start {}
}
