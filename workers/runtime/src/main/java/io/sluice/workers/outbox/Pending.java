package io.sluice.workers.outbox;

import io.sluice.backbone.message.Event;
import java.util.Objects;

/**
 * An event in the outbox.
 *
 * @param position its row
 * @param lowest the lowest sequence of its stream and key that had a row when it was written; its
 *     own when all before it are known to be acknowledged
 */
public record Pending(String stream, Event event, long position, long lowest) {

  StreamKey line() {
    return new StreamKey(stream, event.key());
  }

  long sequence() {
    return Objects.requireNonNull(event.sequence());
  }

  boolean isFirst() {
    return lowest == sequence();
  }

  /** What it takes in memory, about. */
  long bytes() {
    return 1_024L + event.payload().data().length();
  }
}
