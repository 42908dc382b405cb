package io.sluice.backbone.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of a client's {@code tracestate} what may be passed on.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#tracestate-header">Trace Context Level 2,
 *     3.3</a>
 */
final class TraceState {

  private static final Pattern MEMBER =
      Pattern.compile(
          "[a-z0-9][a-z0-9_\\-*/@]{0,255}=[\\x20-\\x7e&&[^,=]]{0,255}[\\x21-\\x7e&&[^,=]]");
  private static final int MAX_MEMBERS = 32;
  private static final int MAX_LENGTH = 512;

  private TraceState() {}

  /**
   * Drops empty members, and the rightmost where all together are longer than 512 characters.
   *
   * @return null when nothing is left, a member is malformed, or there are more than 32
   */
  static @Nullable String read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    List<String> members = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String member = part.strip();
      if (!member.isEmpty()) {
        members.add(member);
      }
    }
    if (members.size() > MAX_MEMBERS || !members.stream().allMatch(TraceState::isMember)) {
      return null;
    }
    return joined(members);
  }

  private static boolean isMember(String text) {
    return MEMBER.matcher(text).matches();
  }

  private static @Nullable String joined(List<String> members) {
    String all = String.join(",", members);
    while (all.length() > MAX_LENGTH) {
      all = all.substring(0, Math.max(0, all.lastIndexOf(',')));
    }
    return all.isEmpty() ? null : all;
  }
}
