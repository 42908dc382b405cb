package io.sluice.cluster.database;

import java.time.Duration;
import java.util.Locale;

/** A step of a transaction that did not end in its time; its connection is of no more use. */
public final class SilentDatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SilentDatabaseException(Step step, Duration limit) {
    super(
        step.name().toLowerCase(Locale.ROOT) + " was not over after " + limit.toMillis() + " ms",
        null,
        false,
        false);
  }
}
