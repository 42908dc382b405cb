package io.sluice.workers.transaction;

import io.sluice.workers.deferred.LateReply;
import io.sluice.workers.outbox.Pending;
import java.util.List;

/**
 * What a transaction has committed for others.
 *
 * @param replies to commands whose replies were deferred
 */
record Outgoing(List<Pending> events, List<LateReply> replies) {

  static final Outgoing NOTHING = new Outgoing(List.of(), List.of());
}
