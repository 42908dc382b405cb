package io.sluice.system.invocations;

import io.sluice.system.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** When nobody is killed any more: each key's answer, by the gateway that did not take its call. */
final class Aftermath {

  /** For each call: how long one of them takes says nothing of the next. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final AtomicInteger withoutEnd = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger askedByOthers = new AtomicInteger();
  private final AtomicInteger seenByOthers = new AtomicInteger();
  private final Client client;

  Aftermath(Client client) {
    this.client = client;
  }

  void take(KeyedCall call) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Answer answer = response(call, end);
    switch (answer.status()) {
      case 200 -> call.learnAnswer(answer);
      case 202 -> tell(withoutEnd, "no end: " + call + " " + state(call, end));
      default -> tell(failed, "no success: " + call + " " + answer);
    }
    if (call.repetition() != KeyedCall.Repetition.NEVER && answer.status() == 200) {
      replay(call, 0);
      replay(call, 1);
    }
    if (call.hasOtherBody()) {
      askForAnother(call, "", end);
      askForAnother(call, "/response", end);
    }
  }

  int withoutEnd() {
    return withoutEnd.get();
  }

  int failed() {
    return failed.get();
  }

  int askedByOthers() {
    return askedByOthers.get();
  }

  int seenByOthers() {
    return seenByOthers.get();
  }

  /** Asks until there is one; 202 where the time was up first. */
  private Answer response(KeyedCall call, long end) throws InterruptedException {
    Map<String, String> wait = Map.of("prefer", "wait=10");
    while (true) {
      Answer answer = get(call, call.principal(), "/response", wait, end);
      if (answer.status() != 202 || System.nanoTime() > end) {
        return answer;
      }
    }
  }

  private String state(KeyedCall call, long end) throws InterruptedException {
    return get(call, call.principal(), "", Map.of(), end).body().toString();
  }

  private void replay(KeyedCall call, int gateway) throws InterruptedException {
    Answer answer = client.insist(gateway, call, call.body());
    if (Tally.kind(answer) == Tally.Kind.REPLAYED) {
      call.learn(answer);
    } else {
      client.tally().unexpected("no replay of " + call + ": " + answer);
    }
  }

  private void askForAnother(KeyedCall call, String of, long end) throws InterruptedException {
    askedByOthers.incrementAndGet();
    Answer answer = get(call, call.principal().other(), of, Map.of(), end);
    if (answer.status() != 404) {
      tell(seenByOthers, "seen by another: " + call + " " + answer);
    }
  }

  private Answer get(
      KeyedCall call, Principal principal, String of, Map<String, String> more, long end)
      throws InterruptedException {
    String path = "/invocations/" + call.id() + of;
    Optional<Answer> answer = Optional.empty();
    while (answer.isEmpty()) {
      answer =
          client
              .get(1 - call.gateway(), path, principal, more)
              .filter(any -> any.status() != 503 && any.status() != 429);
      if (answer.isEmpty()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("no answer to " + path);
        }
        client.pause();
      }
    }
    return answer.get();
  }

  private static void tell(AtomicInteger count, String what) {
    if (count.incrementAndGet() <= 10) {
      System.out.println(what);
    }
  }
}
