package io.sluice.backbone.message;

import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * CloudEvents' binary mode: the attributes are a transport's headers, and the data is its body. The
 * headers are named as in the Kafka protocol binding, on every transport.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     Kafka protocol binding 1.0.2</a>
 */
public final class BinaryMode {

  private static final String PREFIX = "ce_";
  private static final String HTTP_PREFIX = "http_";
  private static final String CONTENT_TYPE = "content-type";

  /** Made once: a message has a dozen of them. */
  private static final Map<Attribute, String> HEADERS = new EnumMap<>(Attribute.class);

  private static final Map<String, Attribute> ATTRIBUTES = new HashMap<>();

  static {
    for (Attribute attribute : Attribute.values()) {
      String header = PREFIX + attribute;
      HEADERS.put(attribute, header);
      ATTRIBUTES.put(header, attribute);
    }
  }

  private BinaryMode() {}

  /** Calls {@code to} once for each header; the data is the transport's. */
  public static void write(Message message, Payload payload, BiConsumer<String, String> to) {
    MessageWriter.write(message, (attribute, value) -> to.accept(HEADERS.get(attribute), value));
    to.accept(CONTENT_TYPE, payload.contentType());
    payload.headers().forEach((name, value) -> to.accept(HTTP_PREFIX + name, value));
  }

  /** Takes one message's headers, and then its data. Headers that say nothing to us are left. */
  public static final class Reader {

    private final Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    private final Map<String, String> http = new HashMap<>();
    private String contentType = Payload.JSON;

    /** Takes a header; of two with the same name the later counts. */
    public void header(String name, String value) {
      Attribute attribute = ATTRIBUTES.get(name);
      if (attribute != null) {
        attributes.put(attribute, value);
      } else if (name.startsWith(HTTP_PREFIX)) {
        http.put(name.substring(HTTP_PREFIX.length()), value);
      } else if (name.equals(CONTENT_TYPE)) {
        contentType = value;
      }
    }

    /**
     * What it has taken, with the data; a document in structured mode is taken apart.
     *
     * @throws MalformedMessageException when that is no CloudEvent
     */
    public Envelope envelope(Buffer data) {
      return StructuredMode.matches(contentType)
          ? StructuredMode.read(data, http)
          : new Envelope(attributes, new Payload(contentType, http, data));
    }
  }
}
