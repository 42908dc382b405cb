package io.sluice.dev;

import java.io.Serial;

/** A start that cannot be, for a reason the user can mend: the message is for them. */
final class StartRefused extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  StartRefused(String message) {
    super(message);
  }

  StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
