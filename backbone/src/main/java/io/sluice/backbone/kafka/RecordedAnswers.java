package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;

/**
 * Hears on a lane what may concern the ledger. Called on the lane's thread, behind which every
 * caller of the node waits: so it never blocks.
 */
public interface RecordedAnswers {

  /**
   * A reply to a recorded command, or one that ended no call that waits: its command may have been
   * recorded since, when its caller's time was up.
   */
  void reply(Reply reply);

  /**
   * News of a recorded command, or of one that no call waits for, which may have been recorded
   * since.
   */
  void progress(Progress progress);
}
