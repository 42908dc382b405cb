package io.sluice.backbone.kafka;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Records that wait for something, bounded by number and by bytes. Any thread may use it. */
final class Backlog {

  private static final long MAX_BYTES = 8L * 1024 * 1024;

  private final AtomicInteger records = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final int maxRecords;

  Backlog(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  void add(int size) {
    records.incrementAndGet();
    bytes.addAndGet(size);
  }

  /** Adds a record unless they are too many. */
  boolean tryAdd(int size) {
    int number = records.incrementAndGet();
    long before = bytes.getAndAdd(size);
    if (number > maxRecords || before >= MAX_BYTES) {
      remove(size);
      return false;
    }
    return true;
  }

  void remove(int size) {
    records.decrementAndGet();
    bytes.addAndGet(-size);
  }

  boolean isFull() {
    return records.get() >= maxRecords || bytes.get() >= MAX_BYTES;
  }

  boolean isHalfFree() {
    return records.get() <= maxRecords / 2 && bytes.get() <= MAX_BYTES / 2;
  }
}
