package io.sluice.workers.outbox;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/** An event that a transaction will publish; its sequence is not known yet. */
public record NewEvent(UUID id, String stream, String key, String name, Buffer data) {

  StreamKey line() {
    return new StreamKey(stream, key);
  }
}
