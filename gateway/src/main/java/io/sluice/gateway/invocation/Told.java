package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import java.time.Instant;
import java.util.UUID;

/**
 * One word of a worker about an invocation.
 *
 * @param command what it works on
 * @param at by its clock; tells which of several words of an attempt is the newest
 */
record Told(InvocationId id, UUID command, int attempt, Instant at, ProgressReport report) {

  /** Whether it takes the other's place; of different commands the one that comes later does. */
  boolean replaces(Told other) {
    return !command.equals(other.command)
        || attempt > other.attempt
        || (attempt == other.attempt && at.isAfter(other.at));
  }
}
