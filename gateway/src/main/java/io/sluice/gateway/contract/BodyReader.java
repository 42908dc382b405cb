package io.sluice.gateway.contract;

import com.networknt.schema.JsonSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the request body of one operation. */
final class BodyReader {
  private static final Pattern JSON = Pattern.compile("application/([a-z0-9!#$&^_.-]+\\+)?json");

  private final Refs refs;
  private final Schemas schemas;
  private final SchemaTypes types;
  private final Faults faults;

  BodyReader(Refs refs, Schemas schemas, Faults faults) {
    this.refs = refs;
    this.schemas = schemas;
    this.types = new SchemaTypes(refs);
    this.faults = faults;
  }

  /**
   * @param taken the names that path and query parameters give to members of the data
   */
  BodyRule read(Place operation, Set<String> taken) {
    Optional<Place> body = refs.end(operation.member("requestBody"));
    if (body.isEmpty()) {
      return new BodyRule(Map.of(), false);
    }
    Place content = body.get().member("content");
    if (content.node().isEmpty()) {
      faults.add(content, "a media type with a schema: {application/json: {schema: …}}");
    }
    Map<String, JsonSchema> byType = new HashMap<>();
    for (Place media : content.members()) {
      String type = media.name().toLowerCase(Locale.ROOT);
      if (!JSON.matcher(type).matches()) {
        String found = "the media type " + Shown.of(media.name());
        faults.add(media, found, "application/json or application/…+json; others not yet");
      } else if (isObject(media.member("schema"), taken)) {
        schemas.compile(media.member("schema")).ifPresent(schema -> byType.put(type, schema));
      }
    }
    return new BodyRule(Map.copyOf(byType), faults.flag(body.get().member("required"), false));
  }

  private boolean isObject(Place schema, Set<String> taken) {
    if (!schema.present()) {
      faults.add(schema, "a schema");
      return false;
    }
    List<String> named = types.types(schema);
    if (!named.isEmpty() && !named.contains("object")) {
      faults.add(schema, "the type " + named, "object: a command's data is one JSON object");
      return false;
    }
    boolean apart = true;
    for (String name : types.members(schema).keySet()) {
      if (taken.contains(name)) {
        String found = "the property " + Shown.of(name) + ", also a parameter";
        faults.add(schema, found, "names that no path or query parameter of the operation has");
        apart = false;
      }
    }
    return apart;
  }
}
