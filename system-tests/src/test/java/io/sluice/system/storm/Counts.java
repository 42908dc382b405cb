package io.sluice.system.storm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came out.
 *
 * @param commands that were sent, each once or more
 * @param duplicates how many of them were sent twice
 * @param kills of workers
 * @param crashes of PostgreSQL, with its recovery
 * @param cuts spells in which connections to PostgreSQL ended after some bytes
 * @param effects rows: more than commands where one took effect twice
 * @param missing commands without an effect
 * @param disordered effects that came before an earlier one of their account
 * @param unanswered commands without a reply
 * @param otherReplies replies that were not the first one
 * @param unpublished events that are still in the outbox
 * @param gaps and disorder in the events of an account, as a reader sees them
 */
record Counts(
    int commands,
    int duplicates,
    int kills,
    int crashes,
    int cuts,
    long effects,
    long missing,
    long disordered,
    int unanswered,
    int otherReplies,
    long unpublished,
    int gaps,
    Duration took) {

  /** Whether each command took effect once, in its turn, and was answered by its first reply. */
  boolean hold() {
    return effects == commands
        && missing == 0
        && disordered == 0
        && unanswered == 0
        && otherReplies == 0
        && unpublished == 0
        && gaps == 0;
  }

  @Override
  public String toString() {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("commands", commands);
    lines.put("of these sent twice", duplicates);
    lines.put("workers killed", kills);
    lines.put("PostgreSQL crashed", crashes);
    lines.put("spells of cut connections", cuts);
    lines.put("effects", effects);
    lines.put("commands without effect", missing);
    lines.put("effects out of turn", disordered);
    lines.put("commands without reply", unanswered);
    lines.put("replies but the first", otherReplies);
    lines.put("events not published", unpublished);
    lines.put("events missing or out of turn", gaps);
    lines.put("seconds", took.toSeconds());
    return lines.entrySet().stream()
        .map(line -> "%-30s %,10d".formatted(line.getKey(), ((Number) line.getValue()).longValue()))
        .collect(Collectors.joining("\n"));
  }
}
