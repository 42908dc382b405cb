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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares what callers were told with what was done. */
final class Oracle {

  /** Between the worker's look at the deadline and the moment that it writes down. */
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private static final Duration STOPPED = Duration.ofSeconds(1);
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
        overlaps(),
        contested(),
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

  private int overlaps() {
    return overlaps(Effect::worker, one -> true);
  }

  private int contested() {
    return overlaps(one -> "any", Oracle::wasNotStopped)
        - overlaps(Effect::worker, Oracle::wasNotStopped);
  }

  /** Starts while another of the key ran, among the effects that the scope holds together. */
  private int overlaps(Function<Effect, String> scope, Predicate<Effect> which) {
    Set<Long> ordered = topic.stream().map(Entry::nonce).collect(Collectors.toSet());
    return effects.stream()
        .filter(effect -> ordered.contains(effect.nonce()))
        .filter(which)
        .sorted(Comparator.comparing(Effect::started))
        .collect(Collectors.groupingBy(one -> scope.apply(one) + " " + one.key()))
        .values()
        .stream()
        .mapToInt(Oracle::overlapsOf)
        .sum();
  }

  private static int overlapsOf(List<Effect> oneKey) {
    int count = 0;
    Instant end = Instant.MIN;
    for (Effect effect : oneKey) {
      if (effect.started().isBefore(end)) {
        count++;
      }
      Instant own = effect.ended().orElse(end);
      end = own.isAfter(end) ? own : end;
    }
    return count;
  }

  /** The work takes some milliseconds. */
  private static boolean wasNotStopped(Effect effect) {
    return effect
        .ended()
        .map(end -> Duration.between(effect.started(), end).compareTo(STOPPED) < 0)
        .orElse(true);
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
