package io.sluice.backbone.deadletter;

import io.sluice.backbone.deadletter.DeadLetterQueue.Later;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Counts a key's records, and keeps the first few offsets. */
final class LaterRecords {

  private static final int SHOWN = 10;

  private final List<Long> first = new ArrayList<>();
  private final byte @Nullable [] key;
  private long count;

  LaterRecords(byte @Nullable [] key) {
    this.key = key;
  }

  void take(ConsumerRecord<byte[], byte[]> record) {
    if (key == null || !Arrays.equals(key, record.key())) {
      return;
    }
    count++;
    if (first.size() < SHOWN) {
      first.add(record.offset());
    }
  }

  Later later() {
    return new Later(count, first);
  }
}
