package io.sluice.backbone.message;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A message's data and what describes it.
 *
 * @param contentType CloudEvents {@code datacontenttype}
 * @param headers HTTP headers that travel: the client's that the contract names, or those of the
 *     answer; lower-case names
 * @param data the bytes; never changed after the message is made
 */
public record Payload(String contentType, Map<String, String> headers, Buffer data) {

  public static final String JSON = "application/json";
  public static final String PROBLEM_JSON = "application/problem+json";

  public Payload {
    headers = Map.copyOf(headers);
  }

  public static Payload json(Buffer data) {
    return new Payload(JSON, Map.of(), data);
  }
}
