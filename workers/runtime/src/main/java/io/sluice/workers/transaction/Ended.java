package io.sluice.workers.transaction;

import io.sluice.cluster.database.DatabaseTrouble;

/**
 * How an attempt ended.
 *
 * @param <R> what is recorded of a message
 */
sealed interface Ended<R> {

  /**
   * The message's work is done, now or before.
   *
   * @param outgoing what this attempt has committed for others
   */
  record Done<R>(R result, Outgoing outgoing) implements Ended<R> {}

  /** The work itself failed, and nothing of it is left. */
  record Failed<R>(Throwable cause) implements Ended<R> {}

  /** The database was in the way; another attempt may do. */
  record Hindered<R>(DatabaseTrouble trouble, Throwable cause, Doubt doubt) implements Ended<R> {}

  /** Whether the work may have been done without our knowing. */
  enum Doubt {
    /** It has not been: the message was ours, and had no record. */
    NONE,
    /** It may have been, or may be soon. */
    RAISED,
    /** This attempt did not get far enough to say. */
    AS_BEFORE
  }
}
