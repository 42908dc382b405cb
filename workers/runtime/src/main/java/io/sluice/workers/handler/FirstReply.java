package io.sluice.workers.handler;

import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction answers: written with its changes, and given again to a command that comes
 * again. A handler returns it as it is.
 *
 * @param status the HTTP status; null leaves it to the contract
 */
public record FirstReply(@Nullable Integer status, Payload payload) {

  /** An answer that is a problem. */
  public static FirstReply of(Problem problem) {
    return new FirstReply(problem.status(), problem.toPayload());
  }
}
