package io.sluice.gateway.contract;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a place of a document can be that a reference may stand for. */
enum Part {
  PATH_ITEM("pathItems"),
  SCHEMA("schemas"),
  PARAMETER("parameters"),
  HEADER("headers"),
  REQUEST_BODY("requestBodies"),
  RESPONSE("responses"),
  EXAMPLE("examples"),
  LINK("links"),
  CALLBACK("callbacks"),
  SECURITY_SCHEME("securitySchemes");

  private static final Set<String> DATA =
      Set.of("example", "value", "default", "enum", "const", "mapping");

  private static final Map<String, Part> NAMED =
      Map.ofEntries(
          Map.entry("paths", PATH_ITEM),
          Map.entry("webhooks", PATH_ITEM),
          Map.entry("pathItems", PATH_ITEM),
          Map.entry("schemas", SCHEMA),
          Map.entry("properties", SCHEMA),
          Map.entry("patternProperties", SCHEMA),
          Map.entry("dependentSchemas", SCHEMA),
          Map.entry("$defs", SCHEMA),
          Map.entry("content", SCHEMA),
          Map.entry("parameters", PARAMETER),
          Map.entry("headers", HEADER),
          Map.entry("requestBodies", REQUEST_BODY),
          Map.entry("responses", RESPONSE),
          Map.entry("examples", EXAMPLE),
          Map.entry("links", LINK),
          Map.entry("callbacks", CALLBACK),
          Map.entry("securitySchemes", SECURITY_SCHEME));

  private final String folder;

  Part(String folder) {
    this.folder = folder;
  }

  /** Where such parts stand below {@code components}. */
  String folder() {
    return folder;
  }

  /** Whether this member's value is data, in which nothing is a reference or a schema. */
  static boolean isData(Place member) {
    return DATA.contains(member.name())
        || member.name().startsWith("x-")
        || (member.name().equals("examples") && !member.node().isObject());
  }

  /** What the members of this member are, if their names are the author's own. */
  static Optional<Part> named(Place member) {
    return member.node().isObject()
        ? Optional.ofNullable(NAMED.get(member.name()))
        : Optional.empty();
  }

  /** What this member is, or what its items are. */
  static Part single(Place member) {
    return switch (member.name()) {
      case "parameters" -> PARAMETER;
      case "requestBody" -> REQUEST_BODY;
      default -> SCHEMA;
    };
  }
}
