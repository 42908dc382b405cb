package io.sluice.workers.transaction;

import io.sluice.workers.database.DatabaseTrouble;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.outbox.Pending;
import java.util.List;

/** How an attempt ended. */
sealed interface Ended {

  /**
   * The command has its first reply.
   *
   * @param events that this attempt has committed
   */
  record Answered(FirstReply reply, List<Pending> events) implements Ended {}

  /** The work itself failed, and nothing of it is left. */
  record Failed(Throwable cause) implements Ended {}

  /** The database was in the way; another attempt may do. */
  record Hindered(DatabaseTrouble trouble, Throwable cause, Doubt doubt) implements Ended {}

  /** Whether the command may have been applied without our knowing. */
  enum Doubt {
    /** It has not been: the inbox was ours, and had no reply. */
    NONE,
    /** It may have been, or may be soon. */
    RAISED,
    /** This attempt did not get far enough to say. */
    AS_BEFORE
  }
}
