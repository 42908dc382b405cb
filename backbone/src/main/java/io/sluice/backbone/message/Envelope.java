package io.sluice.backbone.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent as a transport found it, before anyone asked what it means.
 *
 * @param attributes those that we know
 */
public record Envelope(Map<Attribute, String> attributes, Payload payload) {

  @Nullable String attribute(Attribute name) {
    return attributes.get(name);
  }

  String required(Attribute name) {
    String value = attributes.get(name);
    if (value == null || value.isEmpty()) {
      throw new MalformedMessageException("attribute " + name + " is missing");
    }
    return value;
  }
}
