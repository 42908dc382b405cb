package io.sluice.system.fault;

import io.sluice.system.fault.TopicLog.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what callers were told with what was done. */
final class Oracle {

  /** Between the worker's look at the deadline and the moment that it writes down. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private static final Duration SLOW = Duration.ofMillis(500);

  private final List<CallRecord> calls;
  private final List<Effect> effects;
  private final List<Entry> topic;
  private final Map<Long, Effect> firstStarts = new HashMap<>();

  /** Effects and commands of other runs are passed over. */
  Oracle(List<CallRecord> calls, List<Effect> effects, List<Entry> topic) {
    Set<Long> nonces = calls.stream().map(CallRecord::nonce).collect(Collectors.toSet());
    this.calls = calls;
    this.effects = effects.stream().filter(one -> nonces.contains(one.nonce())).toList();
    this.topic = topic.stream().filter(one -> nonces.contains(one.nonce())).toList();
    for (Effect effect : this.effects) {
      firstStarts.merge(effect.nonce(), effect, Oracle::earlier);
    }
  }

  Figures figures() {
    return new Figures(
        calls.size(),
        (int) calls.stream().filter(CallRecord::isOk).count(),
        failed(),
        lost(),
        unrun(),
        effects.size() - firstStarts.size(),
        (int) effects.stream().filter(Oracle::isLate).count(),
        effects.stream()
            .filter(Oracle::isLate)
            .map(Effect::lateness)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO),
        inversions(),
        (int) calls.stream().filter(call -> !call.ending().isOwn()).count(),
        calls.stream().map(CallRecord::took).max(Comparator.naturalOrder()).orElse(Duration.ZERO),
        raised(),
        effects.stream()
            .collect(
                Collectors.groupingBy(
                    Effect::worker, TreeMap::new, Collectors.summingInt(one -> 1))));
  }

  private Map<String, Integer> failed() {
    return calls.stream()
        .filter(call -> !call.isOk())
        .collect(
            Collectors.groupingBy(
                call -> call.ending().text(), TreeMap::new, Collectors.summingInt(one -> 1)));
  }

  private int lost() {
    return (int)
        calls.stream()
            .filter(call -> call.isOk() && !firstStarts.containsKey(call.nonce()))
            .count();
  }

  private int unrun() {
    Set<Long> told =
        calls.stream()
            .filter(call -> !call.isOk())
            .map(CallRecord::nonce)
            .collect(Collectors.toCollection(HashSet::new));
    return (int)
        topic.stream()
            .filter(entry -> !firstStarts.containsKey(entry.nonce()))
            .filter(entry -> !(told.contains(entry.nonce()) && isPast(entry.expiry())))
            .count();
  }

  private int inversions() {
    Map<String, List<Entry>> byKey =
        topic.stream().collect(Collectors.groupingBy(Entry::key, Collectors.toList()));
    return byKey.values().stream().mapToInt(this::inversionsOf).sum();
  }

  private int inversionsOf(List<Entry> oneKey) {
    int count = 0;
    Instant before = Instant.MIN;
    for (Entry entry : oneKey) {
      Effect start = firstStarts.get(entry.nonce());
      if (start != null && start.started().isBefore(before)) {
        count++;
      } else if (start != null) {
        before = start.started();
      }
    }
    return count;
  }

  private Duration raised() {
    List<Instant> slow =
        calls.stream()
            .filter(call -> !call.isOk() || call.took().compareTo(SLOW) > 0)
            .map(CallRecord::start)
            .sorted()
            .toList();
    return slow.isEmpty() ? Duration.ZERO : Duration.between(slow.getFirst(), slow.getLast());
  }

  private static boolean isPast(Instant instant) {
    return instant.isBefore(Instant.now());
  }

  private static boolean isLate(Effect effect) {
    return effect.lateness().compareTo(TOLERANCE) > 0;
  }

  private static Effect earlier(Effect one, Effect other) {
    return one.started().isAfter(other.started()) ? other : one;
  }
}
