package io.sluice.gateway.contract;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads how one parameter's value is written. */
final class FormReader {
  private static final Pattern JSON = Pattern.compile("application/([a-z0-9!#$&^_.-]+\\+)?json");

  private static final Map<String, String> SEPARATORS =
      Map.of("form", ",", "simple", ",", "spaceDelimited", " ", "pipeDelimited", "|");

  private final Refs refs;
  private final SchemaTypes types;
  private final Faults faults;

  FormReader(Refs refs, SchemaTypes types, Faults faults) {
    this.refs = refs;
    this.types = types;
    this.faults = faults;
  }

  /** The schema of the parameter, wherever it stands; empty if a fault was added. */
  Optional<Place> schema(Place parameter) {
    Place schema = parameter.member("schema");
    Place content = parameter.member("content");
    if (schema.present() == content.present()) {
      String found = schema.present() ? "schema and content" : "a parameter without schema";
      faults.add(parameter, found, "one of schema and content");
      return Optional.empty();
    }
    if (schema.present()) {
      return Optional.of(schema);
    }
    if (content.node().size() != 1
        || !JSON.matcher(content.members().getFirst().name()).matches()
        || !content.members().getFirst().member("schema").present()) {
      faults.add(content, "{application/json: {schema: …}}, nothing else");
      return Optional.empty();
    }
    return Optional.of(content.members().getFirst().member("schema"));
  }

  /** Empty if a fault was added, here or for a reference. */
  Optional<ValueForm> read(Place parameter, Parameter.In in, Place schema) {
    if (parameter.member("content").present()) {
      return Optional.of(new ValueForm.Json());
    }
    if (refs.end(schema).isEmpty()) {
      return Optional.empty();
    }
    Optional<SimpleType> one = types.simple(schema);
    Optional<SimpleType> each = types.items(schema);
    Optional<ValueForm.Members> members = members(schema);
    Style style = new Style(parameter, in);
    if (one.isPresent()) {
      return style.isUsual() ? Optional.of(new ValueForm.One(one.get())) : refused(style, "");
    }
    if (each.isPresent()) {
      return array(style, each.get());
    }
    if (members.isPresent()) {
      return object(style, members.get());
    }
    faults.add(
        schema,
        "the type " + types.types(schema),
        "string, integer, number or boolean, an array of one of them, or an object of them");
    return Optional.empty();
  }

  /** What the contract says of a parameter's writing, with OpenAPI's defaults. */
  private record Style(Place parameter, Parameter.In in) {
    String usual() {
      return switch (in) {
        case QUERY, COOKIE -> "form";
        case PATH, HEADER -> "simple";
      };
    }

    String name() {
      return parameter.node().path("style").asText(usual());
    }

    boolean isUsual() {
      return name().equals(usual());
    }

    boolean explode(Faults faults) {
      return faults.flag(parameter.member("explode"), name().equals("form"));
    }
  }

  private Optional<ValueForm> array(Style style, SimpleType type) {
    String separator = SEPARATORS.get(style.name());
    boolean inQuery = style.in() == Parameter.In.QUERY;
    boolean delimited = inQuery && style.name().endsWith("Delimited");
    if (separator == null || !(style.isUsual() || delimited)) {
      return refused(style, inQuery ? ", spaceDelimited or pipeDelimited" : "");
    }
    if (!style.explode(faults) || style.name().equals("simple")) {
      return Optional.of(new ValueForm.Listed(type, separator));
    }
    return inQuery && style.isUsual() ? Optional.of(new ValueForm.Repeated(type)) : exploded(style);
  }

  private Optional<ValueForm> object(Style style, ValueForm.Members members) {
    boolean inQuery = style.in() == Parameter.In.QUERY;
    if (inQuery && style.name().equals("deepObject")) {
      return Optional.of(new ValueForm.Deep(members));
    }
    if (!style.isUsual()) {
      return refused(style, inQuery ? " or deepObject" : "");
    }
    if (!style.explode(faults) || style.name().equals("simple")) {
      return Optional.of(new ValueForm.Pairs(members, style.explode(faults)));
    }
    if (inQuery && members.others() != null) {
      // Nobody could tell whose a name of the query is.
      faults.add(
          style.parameter(),
          "an object of any members, spread over the query",
          "explode: false, style: deepObject, or additionalProperties: false");
      return Optional.empty();
    }
    return inQuery ? Optional.of(new ValueForm.Spread(members)) : exploded(style);
  }

  private Optional<ValueForm> refused(Style style, String more) {
    faults.add(style.parameter().member("style"), style.usual() + more);
    return Optional.empty();
  }

  private Optional<ValueForm> exploded(Style style) {
    faults.add(style.parameter().member("explode"), "false: all values stand in one text");
    return Optional.empty();
  }

  /** Empty if the schema is none of an object whose members are simple. */
  private Optional<ValueForm.Members> members(Place schema) {
    Map<String, SimpleType> simple = new TreeMap<>();
    Map<String, Place> members = types.members(schema);
    members.forEach(
        (name, member) -> types.simple(member).ifPresent(type -> simple.put(name, type)));
    SimpleType others =
        refs.end(schema)
            .flatMap(end -> types.simple(end.member("additionalProperties")))
            .orElse(null);
    boolean whole = simple.size() == members.size() && (!simple.isEmpty() || others != null);
    return whole && types.isObject(schema)
        ? Optional.of(new ValueForm.Members(Collections.unmodifiableMap(simple), others))
        : Optional.empty();
  }
}
