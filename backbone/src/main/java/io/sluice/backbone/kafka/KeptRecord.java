package io.sluice.backbone.kafka;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came, to be kept outside its topic.
 *
 * @param timestamp in milliseconds
 */
public record KeptRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    @Nullable Buffer key,
    @Nullable Buffer value,
    List<KeptHeader> headers) {

  public KeptRecord {
    headers = List.copyOf(headers);
  }

  /** One of its headers; a name may come several times. */
  public record KeptHeader(String name, @Nullable Buffer value) {}
}
