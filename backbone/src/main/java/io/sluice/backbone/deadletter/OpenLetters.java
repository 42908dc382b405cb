package io.sluice.backbone.deadletter;

import io.sluice.backbone.deadletter.DeadLetterQueue.Listing;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells the open letters of a topic whose partitions are read to it, each from its beginning. A
 * mark stands behind its letter: so what a full list has not taken needs no mark.
 */
final class OpenLetters {

  private final TreeMap<LetterId, Letter> open = new TreeMap<>();
  private final int most;
  private boolean isAll = true;

  OpenLetters(int most) {
    this.most = most;
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    OptionalLong marked = Mark.of(record);
    if (marked.isPresent()) {
      open.remove(new LetterId(record.partition(), marked.getAsLong()));
    } else if (open.size() < most) {
      var letter = Letter.of(record);
      open.put(letter.id(), letter);
    } else {
      isAll = false;
    }
  }

  Listing listing() {
    return new Listing(List.copyOf(open.values()), isAll);
  }
}
