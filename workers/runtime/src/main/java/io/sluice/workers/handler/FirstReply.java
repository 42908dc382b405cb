package io.sluice.workers.handler;

import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction answers: written with its changes, and given again to a command that comes
 * again. A handler returns it as it is.
 */
public sealed interface FirstReply {

  /**
   * A reply that is there.
   *
   * @param status the HTTP status; null leaves it to the contract
   */
  record Given(@Nullable Integer status, Payload payload) implements FirstReply {

    public Given {
      Objects.requireNonNull(payload, "payload");
    }
  }

  /** One that comes later, from another transaction; see {@link Call#defer()}. */
  record Deferred() implements FirstReply {}

  /** An answer that is a problem. */
  static Given of(Problem problem) {
    return new Given(problem.status(), problem.toPayload());
  }
}
