package io.sluice.backbone.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A W3C trace context.
 *
 * @param traceparent version 00, as the recommendation's section 3.2 has it
 * @param tracestate passed on as it came, but for malformed or excessive members; or null
 * @see <a href="https://www.w3.org/TR/trace-context-2/">Trace Context Level 2</a>
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

  private static final String VERSION = "00";
  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;
  private static final int KNOWN_FLAGS = 0x03;
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  /** Begins a new trace, not sampled. */
  public static TraceContext start() {
    return new TraceContext("00-" + hex() + hex() + "-" + hex() + "-00", null);
  }

  /**
   * Reads what a client sent. A version above 00 is read by the fields that we know and written as
   * 00 (section 4.3); the state is kept only beside a valid parent.
   *
   * @return empty when the parent is absent or not valid
   */
  public static Optional<TraceContext> read(@Nullable String parent, @Nullable String state) {
    if (parent == null || !isValid(parent)) {
      return Optional.empty();
    }
    return Optional.of(new TraceContext(kept(parent), TraceState.read(state)));
  }

  private static String kept(String parent) {
    int flags = HexFormat.fromHexDigits(parent, FLAGS, LENGTH);
    int known = flags & KNOWN_FLAGS;
    return flags == known && parent.startsWith(VERSION)
        ? parent
        : VERSION + parent.substring(VERSION.length(), FLAGS) + flags(known);
  }

  /** The same trace, one hop further: a new parent id. */
  public TraceContext next() {
    byte[] text = traceparent.getBytes(US_ASCII);
    long id = id();
    for (int i = FLAGS - 2; i >= PARENT_ID; i--) {
      text[i] = HEX[(int) (id & 0xf)];
      id >>>= 4;
    }
    return new TraceContext(new String(text, US_ASCII), tracestate);
  }

  public String traceId() {
    return traceparent.substring(TRACE_ID, PARENT_ID - 1);
  }

  /** Character by character: each message has one, and a pattern takes several times as long. */
  private static boolean isValid(String parent) {
    return parent.length() >= LENGTH
        && isHex(parent, 0, 2)
        && isId(parent, TRACE_ID, PARENT_ID - 1)
        && isId(parent, PARENT_ID, FLAGS - 1)
        && isAfterHyphen(parent, FLAGS)
        && isHex(parent, FLAGS, LENGTH)
        && !parent.startsWith("ff")
        && (parent.length() == LENGTH
            || (isAfterHyphen(parent, LENGTH + 1) && !parent.startsWith(VERSION)));
  }

  private static boolean isId(String text, int from, int to) {
    return isAfterHyphen(text, from) && isHex(text, from, to) && !isZero(text, from, to);
  }

  private static boolean isAfterHyphen(String text, int at) {
    return text.charAt(at - 1) == '-';
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static String flags(int flags) {
    return HexFormat.of().toHexDigits((byte) flags);
  }

  private static String hex() {
    return HexFormat.of().toHexDigits(id());
  }

  private static long id() {
    long value = ThreadLocalRandom.current().nextLong();
    return value == 0 ? 1 : value;
  }
}
