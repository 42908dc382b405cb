package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks and compiles the schemas of one contract, wherever in the document they stand. */
final class Schemas {
  private static final String BASE = "https://contract.sluice.invalid/openapi";

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder()
          .formatAssertionsEnabled(true)
          .locale(Locale.ROOT)
          .pathType(PathType.JSON_POINTER)
          // Of requests: what only answers have is neither required nor taken.
          .readOnly(true)
          .regularExpressionFactory(LinearPattern::compile)
          .build();

  /** 2020-12 with OpenAPI's own words (example, discriminator, …), which say nothing of values. */
  private static final JsonMetaSchema DIALECT =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
          .formats(formats -> formats.replaceAll((name, format) -> new BoundedFormat(format)))
          .formats(List.of(OpenApiFormat.values()))
          .build();

  private static final JsonSchema SCHEMA_OF_SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG);

  private final JsonNode root;
  private final boolean refsWhole;
  private final Faults faults;
  private final JsonSchema document;
  private boolean wellFormed = true;

  /**
   * @param root the document, its schemas in the words of 2020-12
   * @param refsWhole whether all references can be followed; else nothing is compiled
   */
  Schemas(JsonNode root, boolean refsWhole, Faults faults) {
    this.root = root;
    this.refsWhole = refsWhole;
    this.faults = faults;
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder ->
                builder
                    .metaSchema(DIALECT)
                    .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
    // Only where schemas stand: a $schema or $id of the document itself would be taken for theirs.
    ObjectNode places = JsonNodeFactory.instance.objectNode();
    places.set("paths", root.path("paths"));
    places.set("components", root.path("components"));
    this.document = factory.getSchema(SchemaLocation.of(BASE), places, CONFIG);
  }

  /** Empty if a fault was added, here or for a reference. */
  Optional<JsonSchema> compile(Place schema) {
    check(schema);
    if (!refsWhole) {
      return Optional.empty();
    }
    try {
      JsonSchema compiled = document.getRefSchema(fragment(schema));
      compiled.initializeValidators();
      return Optional.of(compiled);
    } catch (RuntimeException e) {
      if (wellFormed) {
        faults.add(schema, String.valueOf(e.getMessage()), "a schema of JSON Schema 2020-12");
      }
      return Optional.empty();
    }
  }

  /** Tells each fault of the schema itself where it stands. */
  void check(Place schema) {
    JsonNode node = root.at(schema.pointer());
    if (!node.isObject() && !node.isBoolean()) {
      faults.add(schema, "a schema");
      wellFormed = false;
      return;
    }
    List<InputFault> wrong = SchemaRule.check(SCHEMA_OF_SCHEMAS, node, SchemaRule.Depth.ALL);
    for (InputFault fault : wrong) {
      String inside = String.valueOf(fault.pointer()).substring(1);
      faults.add(new Place(node, schema.pointer() + inside), "a schema", fault.detail());
    }
    wellFormed &= wrong.isEmpty();
  }

  private JsonNodePath fragment(Place schema) {
    JsonNodePath fragment = new JsonNodePath(PathType.JSON_POINTER);
    JsonPointer left = JsonPointer.compile(schema.pointer());
    for (JsonNode at = root; !left.matches(); left = left.tail()) {
      fragment =
          at.isArray()
              ? fragment.append(left.getMatchingIndex())
              : fragment.append(left.getMatchingProperty());
      at = at.isArray() ? at.path(left.getMatchingIndex()) : at.path(left.getMatchingProperty());
    }
    return fragment;
  }
}
