package io.sluice.gateway.http;

import io.sluice.backbone.message.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and how.
 *
 * @param key the client's {@code Idempotency-Key}, of an operation that takes one; else null
 */
record Asked(Caller caller, Preferences preferences, @Nullable String key) {

  /** It may be a secret of the client's. */
  @Override
  public String toString() {
    return "Asked[" + caller + ", " + preferences + (key == null ? "]" : ", with a key]");
  }
}
