package io.sluice.backbone.message;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A W3C trace context.
 *
 * @param traceparent version 00, as the recommendation's section 3.2 has it
 * @param tracestate passed on as it came, but for malformed or excessive members; or null
 * @see <a href="https://www.w3.org/TR/trace-context-2/">Trace Context Level 2</a>
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final int KNOWN_FLAGS = 0x03;

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
    if (parent == null) {
      return Optional.empty();
    }
    var match = FORM.matcher(parent);
    if (!match.matches() || isInvalid(match.group(1), match.group(5))) {
      return Optional.empty();
    }
    if (isZero(match.group(2)) || isZero(match.group(3))) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(match.group(4), 16) & KNOWN_FLAGS;
    String kept = "00-" + match.group(2) + "-" + match.group(3) + "-" + flags(flags);
    return Optional.of(new TraceContext(kept, TraceState.read(state)));
  }

  /** The same trace, one hop further: a new parent id. */
  public TraceContext next() {
    return new TraceContext(
        traceparent.substring(0, 36) + hex() + traceparent.substring(52), tracestate);
  }

  public String traceId() {
    return traceparent.substring(3, 35);
  }

  private static boolean isInvalid(String version, @Nullable String more) {
    return version.equals("ff") || (version.equals("00") && more != null);
  }

  private static boolean isZero(String id) {
    return id.chars().allMatch(c -> c == '0');
  }

  private static String flags(int flags) {
    return HexFormat.of().toHexDigits((byte) flags);
  }

  private static String hex() {
    long value = ThreadLocalRandom.current().nextLong();
    return HexFormat.of().toHexDigits(value == 0 ? 1 : value);
  }
}
