package io.sluice.gateway.invocation;

import org.jspecify.annotations.Nullable;

/**
 * What a worker tells before the end.
 *
 * @param percent 0 to 100; null where it is not known
 */
public record ProgressReport(@Nullable Integer percent, @Nullable String message) {

  public ProgressReport {
    if (percent != null && (percent < 0 || percent > 100)) {
      throw new IllegalArgumentException("percent is " + percent + "; it is 0 to 100");
    }
  }
}
