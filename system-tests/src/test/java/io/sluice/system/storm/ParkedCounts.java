package io.sluice.system.storm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came out beside a command that waited for another attempt.
 *
 * @param commands of other keys that were sent
 * @param answered how many of them had a reply while it waited
 * @param longestWait of one of them for its reply
 * @param offset that was committed while it waited
 * @param early whether it, or the one behind it, was answered before the others
 * @param pause before its second attempt, at least
 * @param waited from its sending to its reply; empty where none came
 * @param behindWaited the same of the one behind it
 * @param disordered effects that came before an earlier one of their key
 */
record ParkedCounts(
    int commands,
    int answered,
    Duration longestWait,
    long offset,
    boolean early,
    Duration pause,
    Optional<Duration> waited,
    Optional<Duration> behindWaited,
    long disordered) {

  private static final Duration NOT_HELD_UP = Duration.ofSeconds(5);

  /** Whether the others went on, and it and the one behind it were answered after its pause. */
  boolean hold() {
    return answered == commands
        && longestWait.compareTo(NOT_HELD_UP) < 0
        && offset == commands + 2L
        && !early
        && waited.filter(time -> time.compareTo(pause) >= 0).isPresent()
        && behindWaited.isPresent()
        && disordered == 0;
  }

  @Override
  public String toString() {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("commands of other keys", commands);
    lines.put("of these answered meanwhile", answered);
    lines.put("longest wait of these, ms", longestWait.toMillis());
    lines.put("records in the partition", commands + 2L);
    lines.put("offset committed meanwhile", offset);
    lines.put("its pause at least, ms", pause.toMillis());
    lines.put("it was answered after, ms", millis(waited));
    lines.put("the one behind it after, ms", millis(behindWaited));
    lines.put("effects out of turn", disordered);
    return lines.entrySet().stream()
        .map(line -> "%-30s %,10d".formatted(line.getKey(), ((Number) line.getValue()).longValue()))
        .collect(Collectors.joining("\n"));
  }

  /** -1 where it never was. */
  private static long millis(Optional<Duration> time) {
    return time.map(Duration::toMillis).orElse(-1L);
  }
}
