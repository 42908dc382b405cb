package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of an operation.
 *
 * @param emptyAllowed whether it may be given without a value, whatever its schema says
 * @param otherwise the schema's default, if any
 */
record Parameter(
    String name,
    In in,
    boolean required,
    boolean emptyAllowed,
    ValueForm form,
    @Nullable JsonNode otherwise,
    JsonSchema schema) {

  enum In {
    PATH,
    QUERY,
    HEADER,
    COOKIE;

    /** Headers and cookies hold credentials and the like; what must travel is forwarded by name. */
    boolean travels() {
      return switch (this) {
        case PATH, QUERY -> true;
        case HEADER, COOKIE -> false;
      };
    }
  }

  /** As faults name it: {@code query.limit}. */
  String label() {
    return in.name().toLowerCase(Locale.ROOT) + "." + name;
  }

  /** The value; empty if there is none, or a fault was added. */
  Optional<JsonNode> read(CallTexts call, List<InputFault> faults) {
    ValueText reader = new ValueText((found, allowed) -> faults.add(fault(found, allowed)));
    return switch (form) {
      case ValueForm.One(SimpleType type) ->
          single(call.of(this), faults, text -> reader.one(type, text));
      case ValueForm.Listed listed ->
          single(call.of(this), faults, text -> reader.list(listed, text));
      case ValueForm.Pairs pairs ->
          single(call.of(this), faults, text -> reader.pairs(pairs, text));
      case ValueForm.Json json -> single(call.of(this), faults, reader::json);
      case ValueForm.Repeated(SimpleType type) ->
          many(call.of(this), faults, texts -> reader.array(type, texts));
      case ValueForm.Spread(ValueForm.Members members) ->
          object(members, call.spread(members), reader, faults);
      case ValueForm.Deep(ValueForm.Members members) ->
          object(members, call.deep(name), reader, faults);
    };
  }

  private Optional<JsonNode> single(
      List<String> texts, List<InputFault> faults, Function<String, Optional<JsonNode>> reading) {
    if (texts.size() > 1) {
      String detail = "found " + texts.size() + " times; allowed: once";
      faults.add(InputFault.inParameter(label(), detail));
      return Optional.empty();
    }
    return many(texts, faults, one -> reading.apply(one.getFirst()));
  }

  private Optional<JsonNode> many(
      List<String> texts,
      List<InputFault> faults,
      Function<List<String>, Optional<JsonNode>> reading) {
    if (texts.isEmpty()) {
      return absent(faults);
    }
    return emptyAllowed && texts.size() == 1 && texts.getFirst().isEmpty()
        ? withoutValue()
        : reading.apply(texts).filter(node -> holds(node, faults));
  }

  private Optional<JsonNode> object(
      ValueForm.Members members,
      Map<String, List<String>> texts,
      ValueText reader,
      List<InputFault> faults) {
    return texts.isEmpty()
        ? absent(faults)
        : reader.object(members, texts).filter(node -> holds(node, faults));
  }

  private Optional<JsonNode> absent(List<InputFault> faults) {
    if (required) {
      faults.add(InputFault.inParameter(label(), "is missing; it is required"));
    }
    return Optional.ofNullable(required ? null : otherwise);
  }

  /** {@code ?flag} says that the flag is set. */
  private Optional<JsonNode> withoutValue() {
    if (form instanceof ValueForm.One(SimpleType type) && type == SimpleType.BOOLEAN) {
      return Optional.of(BooleanNode.TRUE);
    }
    return form instanceof ValueForm.One(SimpleType type) && type == SimpleType.STRING
        ? Optional.of(TextNode.valueOf(""))
        : Optional.ofNullable(otherwise);
  }

  private boolean holds(JsonNode value, List<InputFault> faults) {
    List<InputFault> broken = SchemaRule.check(schema, value, SchemaRule.Depth.ALL);
    for (InputFault fault : broken) {
      String inside =
          value.isObject() && !"#".equals(fault.pointer()) ? "at " + fault.pointer() + " " : "";
      String detail =
          in == In.COOKIE ? "is against the contract's schema" : inside + fault.detail();
      faults.add(InputFault.inParameter(label(), detail));
    }
    return broken.isEmpty();
  }

  /** A cookie may be a credential: not even its owner sees it in an answer, which may be logged. */
  private InputFault fault(String found, String allowed) {
    String shown = in == In.COOKIE ? "" : "found " + found + "; ";
    return InputFault.inParameter(label(), shown + "allowed: " + allowed);
  }
}
