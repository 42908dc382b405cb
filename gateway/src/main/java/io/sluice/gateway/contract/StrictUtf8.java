package io.sluice.gateway.contract;

/**
 * Checks bytes against RFC 3629: Jackson takes overlong forms and encoded surrogates, and guesses
 * UTF-16 from zero bytes.
 */
final class StrictUtf8 {
  /** Not UTF-8, or a zero byte. */
  static final int BAD = 0;

  /** UTF-8. */
  static final int PLAIN = 1;

  /**
   * UTF-8 in which a backslash is followed by u: JSON escapes may hide what the bytes do not show.
   */
  static final int WITH_ESCAPES = 2;

  private StrictUtf8() {}

  static int check(byte[] bytes, int length) {
    int result = PLAIN;
    int i = 0;
    while (i < length) {
      int lead = bytes[i];
      if (lead > 0) {
        if (lead == '\\' && i + 1 < length && bytes[i + 1] == 'u') {
          result = WITH_ESCAPES;
        }
        i++;
      } else {
        int size = lead == 0 ? 0 : sequence(bytes, i, length);
        if (size == 0) {
          return BAD;
        }
        i += size;
      }
    }
    return result;
  }

  /** The size of the sequence at {@code i}, 0 if it is none of RFC 3629's. */
  private static int sequence(byte[] bytes, int i, int length) {
    int lead = bytes[i] & 0xFF;
    int size = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size == 0 || i + size > length) {
      return 0;
    }
    for (int next = 1; next < size; next++) {
      if ((bytes[i + next] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[i + 1] & 0xFF;
    boolean wrong =
        (lead == 0xE0 && second < 0xA0)
            || (lead == 0xED && second > 0x9F)
            || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second > 0x8F);
    return wrong ? 0 : size;
  }
}
