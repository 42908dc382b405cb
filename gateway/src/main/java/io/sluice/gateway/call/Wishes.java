package io.sluice.gateway.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a caller wants to be answered.
 *
 * @param respondAsync wants to be told of the acceptance, not of the end (RFC 7240 section 4.1)
 * @param patience how long it prefers to wait, within what the operation allows; null where it did
 *     not say (section 4.3)
 * @param key for calls that may be repeated; null without one
 */
public record Wishes(
    boolean respondAsync, @Nullable Duration patience, @Nullable RepetitionKey key) {

  public static final Wishes NONE = new Wishes(false, null, null);

  /** Whether the invocation is recorded before its command is sent. */
  public boolean isRecorded() {
    return respondAsync || key != null;
  }
}
