package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Reads the texts of one parameter as JSON, or says what was found and what is allowed. */
final class ValueText {
  private final BiConsumer<String, String> fault;

  ValueText(BiConsumer<String, String> fault) {
    this.fault = fault;
  }

  Optional<JsonNode> one(SimpleType type, String text) {
    Optional<JsonNode> value = type.read(text);
    if (value.isEmpty()) {
      fault.accept(Shown.of(text), type.words());
    }
    return value;
  }

  Optional<JsonNode> array(SimpleType type, List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(texts.size());
    for (String text : texts) {
      Optional<JsonNode> value = one(type, text);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      array.add(value.get());
    }
    return Optional.of(array);
  }

  /** An empty text is an empty array. */
  Optional<JsonNode> list(ValueForm.Listed form, String text) {
    return array(form.type(), text.isEmpty() ? List.of() : split(text, form.separator()));
  }

  Optional<JsonNode> pairs(ValueForm.Pairs form, String text) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    List<String> texts = text.isEmpty() ? List.of() : split(text, ",");
    int step = form.assigned() ? 1 : 2;
    for (int i = 0; i < texts.size(); i += step) {
      String first = texts.get(i);
      int equals = form.assigned() ? first.indexOf('=') : first.length();
      if (equals < 0 || i + step > texts.size()) {
        fault.accept(Shown.of(text), form.assigned() ? "name=value,…" : "name,value,…");
        return Optional.empty();
      }
      String name = first.substring(0, equals);
      String value = form.assigned() ? first.substring(equals + 1) : texts.get(i + 1);
      if (!member(form.members(), object, name, value)) {
        return Optional.empty();
      }
    }
    return Optional.of(object);
  }

  Optional<JsonNode> object(ValueForm.Members members, Map<String, List<String>> texts) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, List<String>> entry : texts.entrySet()) {
      for (String text : entry.getValue()) {
        if (!member(members, object, entry.getKey(), text)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(object);
  }

  Optional<JsonNode> json(String text) {
    if (!Unicode.isSound(text)) {
      fault.accept(Shown.of(text), "JSON");
      return Optional.empty();
    }
    return switch (JsonText.parse(text.getBytes(StandardCharsets.UTF_8))) {
      case JsonText.Tree(JsonNode tree) -> Optional.of(tree);
      case JsonText.Refused(InputFault refused) -> {
        fault.accept(refused.detail(), "JSON");
        yield Optional.empty();
      }
    };
  }

  private boolean member(ValueForm.Members members, ObjectNode object, String name, String text) {
    SimpleType type = members.type(name);
    if (type == null || object.has(name) || !Unicode.isSound(name)) {
      String found = "the member " + Shown.of(name) + (object.has(name) ? " twice" : "");
      fault.accept(found, "each of the contract's members once");
      return false;
    }
    Optional<JsonNode> value = one(type, text);
    value.ifPresent(node -> object.set(name, node));
    return value.isPresent();
  }

  private static List<String> split(String text, String separator) {
    return Arrays.asList(text.split(Pattern.quote(separator), -1));
  }
}
