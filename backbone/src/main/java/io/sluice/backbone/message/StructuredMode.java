package io.sluice.backbone.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * CloudEvents' structured mode in its JSON format, understood on the way in: attributes and data in
 * one document. We never write it.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">
 *     JSON format</a>
 */
public final class StructuredMode {

  private static final String MEDIA_TYPE = "application/cloudevents";
  private static final String DATA = "data";
  private static final String DATA_BASE64 = "data_base64";
  private static final String CONTENT_TYPE = "datacontenttype";

  private StructuredMode() {}

  /** Whether a message with this content type is in structured mode. */
  public static boolean matches(String contentType) {
    return contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
  }

  /**
   * Takes the document apart.
   *
   * @param headers HTTP headers that travelled beside the document
   * @throws MalformedMessageException when it is no CloudEvent in JSON
   */
  public static Envelope read(Buffer document, Map<String, String> headers) {
    JsonObject json = parse(document);
    Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    for (String name : json.fieldNames()) {
      Attribute attribute = Attribute.named(name);
      Object value = json.getValue(name);
      if (attribute != null && value != null) {
        attributes.put(attribute, value.toString());
      }
    }
    Object declared = json.getValue(CONTENT_TYPE);
    String contentType = declared == null ? Payload.JSON : declared.toString();
    return new Envelope(attributes, new Payload(contentType, headers, data(json, contentType)));
  }

  private static JsonObject parse(Buffer document) {
    try {
      return new JsonObject(document);
    } catch (DecodeException | ClassCastException e) {
      throw new MalformedMessageException("a structured event is no JSON object", e);
    }
  }

  private static Buffer data(JsonObject json, String contentType) {
    Object data = json.getValue(DATA);
    Object base64 = json.getValue(DATA_BASE64);
    if (data != null && base64 != null) {
      throw new MalformedMessageException("a structured event has both data and data_base64");
    }
    if (base64 != null) {
      return decode(base64.toString());
    }
    if (data == null) {
      return Buffer.buffer("{}");
    }
    boolean isText = data instanceof String && !isJson(contentType);
    return isText ? Buffer.buffer(data.toString()) : Json.encodeToBuffer(data);
  }

  /** The subtype is {@code json} or ends in {@code +json}. */
  private static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String mediaType = parameters < 0 ? contentType : contentType.substring(0, parameters);
    String subtype = mediaType.substring(mediaType.indexOf('/') + 1).strip();
    String lower = subtype.toLowerCase(Locale.ROOT);
    return lower.equals("json") || lower.endsWith("+json");
  }

  private static Buffer decode(String base64) {
    try {
      return Buffer.buffer(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("data_base64 of a structured event is no Base64", e);
    }
  }
}
