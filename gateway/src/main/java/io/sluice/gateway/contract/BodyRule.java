package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What body an operation takes.
 *
 * @param schemas by media type in lower case; empty if the operation takes no body
 */
record BodyRule(Map<String, JsonSchema> schemas, boolean required) {
  private static final String CONTENT_TYPE = "header.content-type";

  /**
   * From here on only the first fault is looked for: a megabyte can hold a million of them. Inside
   * anyOf and oneOf the validator still collects all (1 MB: 0.5 s); there the body cap must bound
   * it.
   */
  private static final int FIRST_FAULT_ONLY_FROM = 16 * 1024;

  boolean takesBody() {
    return !schemas.isEmpty();
  }

  /** What a call has for a body. */
  sealed interface Body {
    /** Sound JSON; {@code schema} is its media type's. */
    record Parsed(Buffer raw, JsonNode tree, JsonSchema schema) implements Body {
      List<InputFault> check() {
        boolean large = raw.length() >= FIRST_FAULT_ONLY_FROM;
        var faults =
            SchemaRule.check(schema, tree, large ? SchemaRule.Depth.FIRST : SchemaRule.Depth.ALL);
        return faults.isEmpty() && !tree.isObject()
            ? List.of(InputFault.inBody("#", "found " + Shown.of(tree) + "; allowed: an object"))
            : faults;
      }
    }

    record None() implements Body {}

    record Refused(Checked.Invalid answer) implements Body {}
  }

  Body read(CallInput input) {
    Buffer raw = input.body();
    if (raw == null || raw.length() == 0) {
      return required
          ? refused(Checked.Kind.MALFORMED, InputFault.inBody("#", "is missing; it is required"))
          : new Body.None();
    }
    if (!takesBody()) {
      String detail = "found a body; this operation takes none";
      return refused(Checked.Kind.MALFORMED, InputFault.inBody("#", detail));
    }
    List<String> types = input.headers().getAll(HttpHeaders.CONTENT_TYPE);
    // A party before us could look at the other of two.
    String contentType = types.isEmpty() ? null : String.join(", ", types);
    JsonSchema schema = schema(contentType);
    if (schema == null) {
      return refused(Checked.Kind.UNSUPPORTED_MEDIA_TYPE, unsupported(contentType));
    }
    return switch (JsonText.parse(raw.getBytes())) {
      case JsonText.Tree(JsonNode tree) -> new Body.Parsed(raw, tree, schema);
      case JsonText.Refused(InputFault fault) -> refused(Checked.Kind.MALFORMED, fault);
    };
  }

  private @Nullable JsonSchema schema(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    JsonSchema exact = schemas.get(contentType);
    if (exact != null) {
      return exact;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return null;
      }
    }
    return schemas.get(parts[0].strip());
  }

  private InputFault unsupported(@Nullable String contentType) {
    String found = contentType == null ? "nothing" : Shown.of(contentType);
    String allowed = String.join(", ", new TreeSet<>(schemas.keySet()));
    return InputFault.inParameter(
        CONTENT_TYPE, "found " + found + "; allowed: " + allowed + ", in UTF-8");
  }

  private static Body refused(Checked.Kind kind, InputFault fault) {
    return new Body.Refused(new Checked.Invalid(kind, List.of(fault)));
  }
}
