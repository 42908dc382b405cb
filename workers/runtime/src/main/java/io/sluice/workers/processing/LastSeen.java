package io.sluice.workers.processing;

import io.sluice.workers.handler.StreamEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last events that this node was done with, of the streams and keys that it had to do with
 * lately. The database may be further: then an event that is the next here is found out there.
 * Thread-safe.
 */
final class LastSeen {

  private static final int MOST = 10_000;

  private final Map<Key, Long> last = new Recent();

  private record Key(String stream, String name) {

    static Key of(StreamEvent event) {
      return new Key(event.stream(), event.key());
    }
  }

  synchronized boolean isNext(StreamEvent event) {
    Long before = last.get(Key.of(event));
    return before != null
        && event.sequence().isPresent()
        && event.sequence().getAsLong() == before + 1;
  }

  synchronized void add(StreamEvent event) {
    event.sequence().ifPresent(sequence -> last.merge(Key.of(event), sequence, Math::max));
  }

  private static final class Recent extends LinkedHashMap<Key, Long> {

    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
      return size() > MOST;
    }
  }
}
