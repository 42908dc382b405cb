package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types a parameter's text can stand for. */
enum SimpleType {
  STRING("a text"),
  INTEGER("a whole number"),
  NUMBER("a number"),
  BOOLEAN("true or false");

  private static final int LONGEST_NUMBER = 100;
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

  private final String words;

  SimpleType(String words) {
    this.words = words;
  }

  /** What is allowed, for messages to people. */
  String words() {
    return words;
  }

  static Optional<SimpleType> named(String name) {
    return switch (name) {
      case "string" -> Optional.of(STRING);
      case "integer" -> Optional.of(INTEGER);
      case "number" -> Optional.of(NUMBER);
      case "boolean" -> Optional.of(BOOLEAN);
      default -> Optional.empty();
    };
  }

  /** The value as JSON; empty if the text is none of this type. */
  Optional<JsonNode> read(String text) {
    return switch (this) {
      case STRING -> Unicode.isSound(text) ? Optional.of(TextNode.valueOf(text)) : Optional.empty();
      case INTEGER -> isNumber(WHOLE, text) ? Optional.of(whole(text)) : Optional.empty();
      case NUMBER ->
          isNumber(DECIMAL, text)
              ? Optional.of(DecimalNode.valueOf(new BigDecimal(text)))
              : Optional.empty();
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? Optional.of(BooleanNode.valueOf(text.equals("true")))
              : Optional.empty();
    };
  }

  private static boolean isNumber(Pattern form, String text) {
    return text.length() <= LONGEST_NUMBER && form.matcher(text).matches();
  }

  private static JsonNode whole(String text) {
    BigInteger value = new BigInteger(text);
    return value.bitLength() < Long.SIZE
        ? JsonNodeFactory.instance.numberNode(value.longValue())
        : JsonNodeFactory.instance.numberNode(value);
  }
}
