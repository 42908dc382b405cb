package io.sluice.system.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order the commands of each key were run, and which ran at the same time. Thread-safe.
 */
final class Turns {

  private final Map<String, List<String>> order = new HashMap<>();
  private final Set<String> running = new HashSet<>();
  private int overlaps;
  private int mostAtOnce;

  synchronized void begin(String key, String invocation) {
    order.computeIfAbsent(key, absent -> new ArrayList<>()).add(invocation);
    if (!running.add(key)) {
      overlaps++;
    }
    mostAtOnce = Math.max(mostAtOnce, running.size());
  }

  synchronized void end(String key) {
    running.remove(key);
  }

  synchronized List<String> orderOf(String key) {
    return List.copyOf(order.getOrDefault(key, List.of()));
  }

  /** How often a command began while another of its key ran. */
  synchronized int overlaps() {
    return overlaps;
  }

  /** How many keys ran side by side. */
  synchronized int mostAtOnce() {
    return mostAtOnce;
  }
}
