package io.sluice.system.invocations;

import io.sluice.system.Answer;
import io.sluice.system.invocations.KeyedCall.Repetition;
import io.vertx.core.Future;
import java.util.Map;

/** What is done with each key while gateways and workers are killed. */
final class Callers {

  private static final Map<String, String> WAIT = Map.of("prefer", "wait=5");

  private final Client client;

  Callers(Client client) {
    this.client = client;
  }

  /** Returns when a gateway has the call. */
  void take(KeyedCall call) throws InterruptedException {
    if (call.repetition() == Repetition.AT_ONCE) {
      int other = 1 - call.gateway();
      Future<Answer> sameMoment = client.begin(other, call, call.body());
      call.learn(client.insist(call.gateway(), call, call.body()));
      call.learn(client.insist(other, sameMoment, call, call.body()));
    } else {
      call.learn(client.insist(call.gateway(), call, call.body()));
    }
    if (call.repetition() == Repetition.AFTERWARDS) {
      call.learn(client.insist(1 - call.gateway(), call, call.body()));
    }
    if (call.hasOtherBody()) {
      tellOtherBody(call, client.insist(1 - call.gateway(), call, call.otherBody()));
    }
    if (call.isFollowed()) {
      follow(call);
    }
  }

  private void tellOtherBody(KeyedCall call, Answer answer) {
    if (Tally.kind(answer) != Tally.Kind.OTHER_BODY) {
      client.tally().unexpected("another body of " + call + ": " + answer);
    }
  }

  /** A long poll may break off with its gateway: then the answer is asked for later. */
  private void follow(KeyedCall call) {
    String path = "/invocations/" + call.id() + "/response";
    client
        .get(1 - call.gateway(), path, call.principal(), WAIT)
        .filter(answer -> answer.status() == 200)
        .ifPresent(call::learnAnswer);
  }
}
