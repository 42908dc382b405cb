package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Bytes read as JSON that every later reader understands the same way, or refused. */
sealed interface JsonText {
  /** Sound JSON. */
  record Tree(JsonNode node) implements JsonText {}

  /** Anything else; the fault never repeats what was sent. */
  record Refused(InputFault fault) implements JsonText {}

  static JsonText parse(byte[] bytes) {
    int form =
        bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB
            ? StrictUtf8.BAD
            : StrictUtf8.check(bytes, bytes.length);
    if (form == StrictUtf8.BAD) {
      return refused("#", "not JSON in UTF-8 without a byte order mark");
    }
    try {
      JsonNode node = StrictReader.READER.readTree(bytes);
      if (node.isMissingNode()) {
        return refused("#", "nothing but white space; allowed: one JSON value");
      }
      return form == StrictUtf8.WITH_ESCAPES
          ? unsound(node, "").map(JsonText::broken).orElseGet(() -> new Tree(node))
          : new Tree(node);
    } catch (JsonProcessingException e) {
      return refused("#", reason(e) + at(e.getLocation()));
    } catch (IOException | NumberFormatException | StrictReader.NumberRange e) {
      return refused("#", "a number outside of what is allowed: an exponent of -1000 to 1000");
    }
  }

  private static JsonText refused(String pointer, String detail) {
    return new Refused(InputFault.inBody(pointer, detail));
  }

  private static JsonText broken(String pointer) {
    return refused(
        Pointers.fragment(pointer), "a text or name with U+0000 or half a surrogate pair");
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String reason(JsonProcessingException e) {
    // Jackson's own words would repeat what was sent.
    if (e instanceof StreamConstraintsException) {
      return "more than is allowed: 64 levels, numbers and names of 1,000 characters";
    }
    if (e instanceof JsonEOFException) {
      return "not whole: the JSON ends too early";
    }
    String message = e.getOriginalMessage();
    if (message != null && message.startsWith("Duplicate")) {
      return "a member name that stands twice in one object";
    }
    return message != null && message.startsWith("Trailing token")
        ? "more than one JSON value"
        : "not JSON";
  }

  /** The first place whose text or name cannot be stored. */
  private static Optional<String> unsound(JsonNode node, String pointer) {
    if (node.isTextual()) {
      return Unicode.isSound(node.textValue()) ? Optional.empty() : Optional.of(pointer);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Optional<String> found =
          Unicode.isSound(member.getKey())
              ? unsound(member.getValue(), pointer + "/" + Place.escape(member.getKey()))
              : Optional.of(pointer);
      if (found.isPresent()) {
        return found;
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      Optional<String> found = unsound(node.get(i), pointer + "/" + i);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
