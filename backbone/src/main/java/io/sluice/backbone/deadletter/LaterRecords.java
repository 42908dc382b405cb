package io.sluice.backbone.deadletter;

import io.sluice.backbone.deadletter.DeadLetterQueue.Later;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts a key's records, and keeps the first few offsets. A topic may be long, and who asks for
 * one letter does not wait for all of it: after so many records it is enough.
 */
final class LaterRecords {

  private static final int SHOWN = 10;
  private static final int MOST_READ = 100_000;

  private final List<Long> first = new ArrayList<>();
  private final byte @Nullable [] key;
  private long count;
  private int read;

  LaterRecords(byte @Nullable [] key) {
    this.key = key;
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    read++;
    if (key == null || !Arrays.equals(key, record.key())) {
      return;
    }
    count++;
    if (first.size() < SHOWN) {
      first.add(record.offset());
    }
  }

  boolean isEnough() {
    return read == MOST_READ;
  }

  Later later() {
    return new Later(count, first, !isEnough());
  }
}
