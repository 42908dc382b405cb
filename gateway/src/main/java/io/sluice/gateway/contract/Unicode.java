package io.sluice.gateway.contract;

/** Tells texts that every party can store and send from those that break on the way. */
final class Unicode {
  private Unicode() {}

  /** Without U+0000, which PostgreSQL cannot hold, and without half a surrogate pair. */
  static boolean isSound(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
