package io.sluice.workers.outbox;

import java.util.Comparator;

/** What events are in order for. */
record StreamKey(String stream, String key) implements Comparable<StreamKey> {

  private static final Comparator<StreamKey> ORDER =
      Comparator.comparing(StreamKey::stream).thenComparing(StreamKey::key);

  @Override
  public int compareTo(StreamKey other) {
    return ORDER.compare(this, other);
  }
}
