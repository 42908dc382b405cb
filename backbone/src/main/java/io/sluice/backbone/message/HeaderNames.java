package io.sluice.backbone.message;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transport's headers are called that carry CloudEvents attributes: the attribute's name
 * behind a prefix. The names that we write are made once: a message has a dozen of them.
 */
public final class HeaderNames {

  private final Map<String, String> headers = new HashMap<>();
  private final Map<String, String> attributes = new HashMap<>();
  private final String prefix;

  /** Those of a transport with this prefix. */
  public HeaderNames(String prefix) {
    this.prefix = prefix;
    for (String attribute : Attributes.ALL) {
      headers.put(attribute, prefix + attribute);
      attributes.put(prefix + attribute, attribute);
    }
  }

  /** The header of an attribute. */
  public String header(String attribute) {
    String known = headers.get(attribute);
    return known == null ? prefix + attribute : known;
  }

  /** The attribute of a header; null where it carries none. */
  public @Nullable String attribute(String header) {
    String known = attributes.get(header);
    if (known != null) {
      return known;
    }
    return header.startsWith(prefix) ? header.substring(prefix.length()) : null;
  }
}
