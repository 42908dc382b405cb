package io.sluice.workers.transaction;

import io.sluice.backbone.message.Problem;

/** What a command is answered when the database was in the way for as long as we try. */
final class Hindrance {

  /** The gateway makes a 502 of it: the command was accepted, and not run. */
  static final Problem UNAVAILABLE =
      Problem.named(
          "worker-unavailable",
          "The worker is unavailable",
          503,
          "The service's database could not be used. Nothing was changed.");

  static final Problem UNKNOWN =
      Problem.named(
          "outcome-unknown",
          "Outcome unknown",
          504,
          "The service's database was lost while it committed. Whether the operation ran is not"
              + " known.");

  private Hindrance() {}
}
