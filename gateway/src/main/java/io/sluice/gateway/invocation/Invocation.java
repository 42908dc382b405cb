package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.call.Fingerprint;
import io.sluice.gateway.call.Timeline;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invocation as the ledger has it.
 *
 * @param commandId what a reply must name to count
 * @param fingerprint of its request; null where it was made without a key
 * @param version grows with every change
 * @param attempts of the worker, as far as is known
 * @param expiresAt no work starts after it
 * @param progress what a worker has told last; null where it has told nothing
 * @param answer null until a worker has replied, and where it is longer than what was asked for
 * @param removed whether its data are gone, and only that it was there is known
 */
public record Invocation(
    InvocationId id,
    UUID commandId,
    String operation,
    String service,
    Caller caller,
    @Nullable Fingerprint fingerprint,
    InvocationState state,
    long version,
    int attempts,
    boolean cancelRequested,
    Timeline timeline,
    Instant expiresAt,
    @Nullable ProgressReport progress,
    @Nullable Answer answer,
    boolean removed) {

  /** Whether nobody can learn its end any more. */
  public boolean isGone() {
    return removed || state == InvocationState.EXPIRED;
  }
}
