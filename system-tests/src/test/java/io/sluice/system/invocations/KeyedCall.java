package io.sluice.system.invocations;

import io.sluice.system.Answer;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** One key of one caller, what is done with it, and all that was learned of it. Thread-safe. */
final class KeyedCall {

  private static final int ACCOUNTS = 200;
  private static final String ID = "sluice-invocation";

  private final Set<String> ids = new HashSet<>();
  private final Set<String> answers = new HashSet<>();
  private final int number;
  private final Principal principal;
  private final int gateway;
  private final Repetition repetition;
  private final boolean otherBody;
  private final boolean followed;
  private int accepted;

  /** When the call is repeated by the other gateway, before all is quiet. */
  enum Repetition {
    NEVER,
    AT_ONCE,
    AFTERWARDS
  }

  /** What is done with the key follows from the seed and the number alone. */
  KeyedCall(int number, long seed) {
    var random = new Random(seed ^ number * 0x9E3779B97F4A7C15L);
    this.number = number;
    this.principal = number % 2 == 0 ? Principal.RETAILER : Principal.CARRIER;
    this.gateway = random.nextInt(2);
    int percent = random.nextInt(100);
    this.repetition =
        percent < 10 ? Repetition.AT_ONCE : percent < 20 ? Repetition.AFTERWARDS : Repetition.NEVER;
    this.otherBody = random.nextInt(100) < 5;
    this.followed = random.nextInt(100) < 3;
  }

  Principal principal() {
    return principal;
  }

  /** By which it is made first: 0 or 1. */
  int gateway() {
    return gateway;
  }

  Repetition repetition() {
    return repetition;
  }

  /** Whether its key comes again with another body. */
  boolean hasOtherBody() {
    return otherBody;
  }

  /** Whether its end is waited for while there is trouble. */
  boolean isFollowed() {
    return followed;
  }

  Map<String, String> headers() {
    return Map.of(
        "authorization",
        "Bearer " + principal.token(),
        "idempotency-key",
        "\"key-" + number / 2 + "\"",
        "prefer",
        "respond-async");
  }

  JsonObject body() {
    return new JsonObject().put("account", account()).put("number", number);
  }

  /** No effect may be of it. */
  JsonObject otherBody() {
    return new JsonObject().put("account", account()).put("number", -1 - number);
  }

  /** A gateway said that it has the call: what it named it, and the answer where that was it. */
  synchronized void learn(Answer answer) {
    ids.add(Objects.requireNonNull(answer.header(ID), ID));
    if (answer.status() == 202) {
      accepted++;
    } else if (Tally.isReplayed(answer)) {
      learnAnswer(answer);
    }
  }

  synchronized void learnAnswer(Answer answer) {
    answers.add(answer.status() + " " + answer.header("content-type") + " " + answer.body());
  }

  synchronized boolean isKnown() {
    return !ids.isEmpty();
  }

  synchronized String id() {
    return ids.iterator().next();
  }

  /** Of the first call with a key a gateway says so at most once. */
  synchronized int timesAccepted() {
    return accepted;
  }

  synchronized boolean hasOneId() {
    return ids.size() == 1;
  }

  synchronized boolean hasOneAnswer() {
    return answers.size() == 1;
  }

  @Override
  public synchronized String toString() {
    return number + " " + principal + " " + ids + " " + answers;
  }

  private String account() {
    return principal.name() + "-" + number / 2 % ACCOUNTS;
  }
}
