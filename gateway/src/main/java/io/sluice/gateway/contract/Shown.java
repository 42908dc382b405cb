package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;

/** A value as messages show it: short, in JSON's form, with control characters escaped. */
final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  static String of(String text) {
    String part = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(part));
    return '"' + escaped + (part.length() < text.length() ? "…" : "") + '"';
  }

  static String of(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> "nothing";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> of(node.textValue());
      case NULL, BOOLEAN, NUMBER, BINARY, POJO -> cut(node.asText());
    };
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
