package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;

/** A value as messages show it: short, in JSON's form, with control characters escaped. */
final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  static String of(String text) {
    return '"'
        + new String(JsonStringEncoder.getInstance().quoteAsString(cut(text, LONGEST)))
        + '"';
  }

  static String of(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> "nothing";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> of(node.textValue());
      case NULL, BOOLEAN, NUMBER, BINARY, POJO -> cut(node.asText(), LONGEST);
    };
  }

  /** At most so many characters, and never half a surrogate pair at the end. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }
}
