package io.sluice.backbone.message;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A message's data and what describes it.
 *
 * @param contentType CloudEvents {@code datacontenttype}
 * @param headers HTTP headers that travel: the client's that the contract names, or those of the
 *     answer; names are turned to lower case and sorted, so that the wire form is always the same
 * @param data the bytes; never changed after the message is made
 */
public record Payload(String contentType, Map<String, String> headers, Buffer data) {

  public static final String JSON = "application/json";
  public static final String PROBLEM_JSON = "application/problem+json";

  public Payload {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(data, "data");
    headers = headers.isEmpty() ? Map.of() : sorted(headers);
  }

  private static Map<String, String> sorted(Map<String, String> headers) {
    var sorted = new TreeMap<String, String>();
    headers.forEach(
        (name, value) ->
            sorted.put(name.toLowerCase(Locale.ROOT), Objects.requireNonNull(value, name)));
    return Collections.unmodifiableMap(sorted);
  }

  public static Payload json(Buffer data) {
    return new Payload(JSON, Map.of(), data);
  }
}
