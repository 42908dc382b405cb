package io.sluice.system.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.gateway.contract.Transport;
import io.sluice.system.Answer;
import io.sluice.system.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(PartsExtension.class)
final class DeadlinesTest {

  /** The contract's timeout of the operations that are called here. */
  private static final Duration TIMEOUT = Duration.ofMillis(600);

  /** A busy machine is late, but not by the bus's own 30 s. */
  private static final Duration LATE = Duration.ofSeconds(4);

  private final Transport transport;
  private final Parts parts;
  private final JsonObject body = new JsonObject().put("nonce", UUID.randomUUID().toString());

  DeadlinesTest(Transport transport, Parts parts) {
    this.transport = transport;
    this.parts = parts;
  }

  @Test
  void aSlowHandlerIsA504AtTheDeadlineAndItsLateReplyReachesNobody() throws Exception {
    long unmatched = parts.gateway().unmatchedReplies(transport);

    Answer answer = post("/hold");

    assertEquals(504, answer.status(), answer::toString);
    assertEquals("/problems/reply-timeout", answer.problem());
    assertTookTheTimeout(answer);
    assertEquals(1, parts.probe().runs(body.getString("nonce")));
    parts.probe().release(body.getString("nonce"));
    if (transport == Transport.KAFKA) {
      Eventually.holds(
          "the late reply is counted",
          Duration.ofSeconds(10),
          () -> parts.gateway().unmatchedReplies(transport) > unmatched);
    }
    assertEquals(200, post("/echo").status());
  }

  /** On the bus nothing was accepted; in Kafka the command waits, and a worker may yet come. */
  @Test
  void withoutAWorkerTheBusRefusesAtOnceAndKafkaWaitsToTheDeadline() throws Exception {
    Answer answer = post("/nobody");

    switch (transport) {
      case EVENT_BUS -> {
        assertEquals(503, answer.status(), answer::toString);
        assertEquals("/problems/no-worker", answer.problem());
        assertTrue(answer.took().compareTo(TIMEOUT) < 0, answer.took()::toString);
      }
      case KAFKA -> {
        assertEquals(504, answer.status(), answer::toString);
        assertEquals("/problems/reply-timeout", answer.problem());
        assertTookTheTimeout(answer);
      }
    }
  }

  private static void assertTookTheTimeout(Answer answer) {
    assertTrue(answer.took().compareTo(TIMEOUT) >= 0, answer.took()::toString);
    assertTrue(answer.took().compareTo(TIMEOUT.plus(LATE)) < 0, answer.took()::toString);
  }

  private Answer post(String path) throws Exception {
    return parts.caller().post(parts.gateway().url(transport, path), body);
  }
}
