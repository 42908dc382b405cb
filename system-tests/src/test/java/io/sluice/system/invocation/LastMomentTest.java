package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.invocation.Client.Asked;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replies that come when the time of their callers runs out. */
@ExtendWith(PartsExtension.class)
final class LastMomentTest {

  private final Parts parts;

  LastMomentTest(Parts parts) {
    this.parts = parts;
  }

  private static final int CALLS = Integer.getInteger("sluice.calls", 400);
  private static final int AT_ONCE = 20;

  /**
   * The operation's timeout is 150 ms, of which a busy machine needs a good part for itself: the
   * first are early enough to be answered all the same, and the last are too late on any.
   */
  private static final int EARLIEST_MILLIS = 60;

  private static final int STEP_MILLIS = 5;

  @Test
  void eachCallIsAnsweredOnceAndEveryAcceptanceEnds() throws Exception {
    String run = UUID.randomUUID().toString();
    Map<String, String> accepted = new HashMap<>();
    int answered = 0;
    for (int i = 0; i < CALLS; i += AT_ONCE) {
      List<Future<Answer>> calls = new ArrayList<>();
      for (int j = 0; j < AT_ONCE; j++) {
        calls.add(paced(run + "-" + (i + j), EARLIEST_MILLIS + j * STEP_MILLIS));
      }
      for (int j = 0; j < AT_ONCE; j++) {
        Answer answer = Caller.await(calls.get(j));
        if (answer.status() == 202) {
          accepted.put(run + "-" + (i + j), String.valueOf(answer.header("Location")));
        } else {
          assertEquals(200, answer.status(), answer::toString);
          answered++;
        }
      }
    }
    for (var one : accepted.entrySet()) {
      Answer end =
          parts
              .client()
              .ask(get(parts.other().url(one.getValue() + "/response"), ADA, "Prefer", "wait=30"));
      assertEquals(200, end.status(), end::toString);
      assertEquals(one.getKey(), end.json().getString("name"));
    }
    assertEquals(CALLS, answered + accepted.size());
    assertEquals(CALLS, parts.deeds().all(run));
    assertTrue(answered > 0 && !accepted.isEmpty(), answered + " in time, " + accepted.size());
  }

  private Future<Answer> paced(String name, int millis) {
    var body = new JsonObject().put("name", name).put("millis", millis).toBuffer();
    return parts
        .client()
        .sending(new Asked(HttpMethod.POST, parts.gateway().url("/paced"), ADA, body, List.of()));
  }
}
