package io.sluice.system.invocations;

import io.sluice.system.Answer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** How often callers were told what. Thread-safe. */
final class Tally {

  private static final int MOST_TOLD = 20;

  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  /** What an answer says to a call with a key. */
  enum Kind {
    ACCEPTED,
    REPLAYED,
    IN_PROGRESS,
    OTHER_BODY,
    /** Not accepted: 503 and 429. */
    REFUSED,
    /** Connections refused or reset, and 504. */
    UNKNOWN,
    UNEXPECTED
  }

  static boolean isReplayed(Answer answer) {
    return "true".equals(answer.header("idempotent-replayed"));
  }

  static Kind kind(Answer answer) {
    return switch (answer.status()) {
      case 202 -> Kind.ACCEPTED;
      case 200 -> isReplayed(answer) ? Kind.REPLAYED : Kind.UNEXPECTED;
      case 409 ->
          answer.problem().endsWith("idempotency-key-in-progress")
              ? Kind.IN_PROGRESS
              : Kind.UNEXPECTED;
      case 422 ->
          answer.problem().endsWith("idempotency-key-reused") ? Kind.OTHER_BODY : Kind.UNEXPECTED;
      case 429, 503 -> Kind.REFUSED;
      case 504 -> Kind.UNKNOWN;
      default -> Kind.UNEXPECTED;
    };
  }

  void add(Kind kind) {
    counts.computeIfAbsent(kind, any -> new LongAdder()).increment();
  }

  /** The first few of these are printed. */
  void unexpected(String what) {
    add(Kind.UNEXPECTED);
    if (told.size() < MOST_TOLD) {
      told.add(what);
      System.out.println("unexpected: " + what);
    }
  }

  long of(Kind kind) {
    LongAdder count = counts.get(kind);
    return count == null ? 0 : count.sum();
  }
}
