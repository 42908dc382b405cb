package io.sluice.workers.retry;

import io.sluice.backbone.kafka.KeptRecord.KeptHeader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record's parts are written in columns: a text column takes no NUL, a header may have one.
 */
final class KeptColumns {

  private KeptColumns() {}

  static @Nullable Buffer key(@Nullable String key) {
    return key == null ? null : Buffer.buffer(key);
  }

  static @Nullable String key(@Nullable Buffer key) {
    return key == null ? null : key.toString();
  }

  static String text(String any) {
    return any.replace('\u0000', ' ');
  }

  /** Name and value in turn, the value in Base64 or null. */
  static String headers(List<KeptHeader> headers) {
    var array = new JsonArray();
    for (KeptHeader header : headers) {
      Buffer value = header.value();
      array
          .add(header.name())
          .add(value == null ? null : Base64.getEncoder().encodeToString(value.getBytes()));
    }
    return array.encode();
  }

  static List<KeptHeader> headers(String text) {
    var array = new JsonArray(text);
    List<KeptHeader> headers = new ArrayList<>();
    for (int i = 0; i < array.size(); i += 2) {
      String value = array.getString(i + 1);
      headers.add(
          new KeptHeader(
              array.getString(i),
              value == null ? null : Buffer.buffer(Base64.getDecoder().decode(value))));
    }
    return headers;
  }
}
