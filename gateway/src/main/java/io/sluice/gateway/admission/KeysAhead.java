package io.sluice.gateway.admission;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long a new call of one operation would wait for those of its own key. Thread-safe.
 *
 * <p>It remembers a key only while calls of it are under way, so it holds no more than those.
 */
final class KeysAhead {

  private static final double FILL = 0.6;

  /** A call that did nothing for longer than this part of its time has waited for others. */
  private static final double WAITED = 0.1;

  private final Map<String, KeyLine> lines = new HashMap<>();
  private final long limitNanos;

  /**
   * Nothing is under way.
   *
   * @param limit how long a call may take
   */
  KeysAhead(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /** Counts a call in; else says for how long it should stay away. */
  synchronized Optional<Duration> enter(String key, long now) {
    KeyLine line = lines.computeIfAbsent(key, absent -> new KeyLine(now));
    double excess = line.aheadNanos() - limitNanos * FILL;
    if (excess > 0) {
      return Optional.of(Pause.of(excess));
    }
    line.enter();
    return Optional.empty();
  }

  /** Counts a call out that did not end with a worker's answer or by its time. */
  synchronized void leave(String key) {
    KeyLine line = line(key);
    line.leave();
    forgetIfEmpty(key, line);
  }

  /** Counts a call out that a worker has answered, after so much work. */
  synchronized void answered(String key, long start, long now, Duration work) {
    KeyLine line = line(key);
    long workNanos = Math.clamp(work.toNanos(), 0, now - start);
    line.answered(start, now, workNanos, now - start - workNanos > limitNanos * WAITED);
    forgetIfEmpty(key, line);
  }

  /** Counts a call out whose time was up. */
  synchronized void unanswered(String key, long now) {
    KeyLine line = line(key);
    line.unanswered(limitNanos, now);
    forgetIfEmpty(key, line);
  }

  synchronized int size() {
    return lines.size();
  }

  private KeyLine line(String key) {
    KeyLine line = lines.get(key);
    if (line == null) {
      throw new IllegalStateException("no call of this key is under way");
    }
    return line;
  }

  private void forgetIfEmpty(String key, KeyLine line) {
    if (line.isEmpty()) {
      lines.remove(key);
    }
  }
}
