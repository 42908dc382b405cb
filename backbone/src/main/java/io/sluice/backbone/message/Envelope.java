package io.sluice.backbone.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as a transport found it, before anyone asked what it means.
 *
 * @param attributes CloudEvents attributes and extensions by name
 */
public record Envelope(Map<String, String> attributes, Payload payload) {

  @Nullable String attribute(String name) {
    return attributes.get(name);
  }

  String required(String name) {
    String value = attributes.get(name);
    if (value == null || value.isEmpty()) {
      throw new MalformedMessageException("attribute " + name + " is missing");
    }
    return value;
  }
}
