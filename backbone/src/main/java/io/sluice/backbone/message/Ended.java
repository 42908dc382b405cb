package io.sluice.backbone.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a command ended at its worker; extension attribute {@code ended} of its reply. */
public enum Ended {
  /** By a result or a problem: the reply is all there is to say. Not written. */
  ANSWERED,
  /** It was cancelled before it had begun, or while it ran. */
  CANCELLED,
  /** It was put aside as a dead letter: a redrive may still complete it. */
  DEAD_LETTERED;

  String text() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** A value that we do not know says nothing, as an attribute that we do not know. */
  static Ended read(@Nullable String text) {
    for (Ended one : values()) {
      if (one.text().equals(text)) {
        return one;
      }
    }
    return ANSWERED;
  }
}
