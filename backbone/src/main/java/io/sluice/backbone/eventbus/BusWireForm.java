package io.sluice.backbone.eventbus;

import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.HeaderNames;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageWriter;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.StructuredMode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A message on the event bus: the body is the data as it is, in the bus's own buffer codec; the
 * attributes are headers, named as in the CloudEvents Kafka binding.
 */
public final class BusWireForm {

  private static final HeaderNames NAMES = new HeaderNames("ce_");
  private static final String HTTP_PREFIX = "http_";
  private static final String CONTENT_TYPE = "content-type";

  private BusWireForm() {}

  static MultiMap headers(Message message, Payload payload) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    MessageWriter.write(message, (name, value) -> headers.add(NAMES.header(name), value));
    headers.add(CONTENT_TYPE, payload.contentType());
    payload.headers().forEach((name, value) -> headers.add(HTTP_PREFIX + name, value));
    return headers;
  }

  /**
   * @param body what the bus delivered; anything but a buffer is refused
   * @throws MalformedMessageException when it is no CloudEvent
   */
  static Envelope read(MultiMap headers, Object body) {
    if (!(body instanceof Buffer data)) {
      throw new MalformedMessageException("the body is no buffer");
    }
    Map<String, String> attributes = new HashMap<>(32);
    Map<String, String> http = new HashMap<>();
    String contentType = Payload.JSON;
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey();
      String attribute = NAMES.attribute(name);
      if (attribute != null) {
        attributes.put(attribute, header.getValue());
      } else if (name.startsWith(HTTP_PREFIX)) {
        http.put(name.substring(HTTP_PREFIX.length()), header.getValue());
      } else if (name.equals(CONTENT_TYPE)) {
        contentType = header.getValue();
      }
    }
    return StructuredMode.matches(contentType)
        ? StructuredMode.read(data, http)
        : new Envelope(attributes, new Payload(contentType, http, data));
  }
}
