package io.sluice.system.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.gateway.contract.Transport;
import io.sluice.system.Answer;
import io.sluice.system.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class ExpiredCommandTest {

  private final Parts parts;

  ExpiredCommandTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void aWorkerThatComesAfterTheDeadlineDoesNotRunTheCommandThatWaitsInKafka() throws Exception {
    long unmatched = parts.gateway().unmatchedReplies(Transport.KAFKA);
    Answer abandoned = call("abandoned");
    parts.deploy(new LateWorker(parts.probe()));

    Answer wanted = call("wanted");

    assertEquals(504, abandoned.status(), abandoned::toString);
    assertEquals(200, wanted.status(), wanted::toString);
    Eventually.holds(
        "the worker has refused the first command",
        Duration.ofSeconds(10),
        () -> parts.gateway().unmatchedReplies(Transport.KAFKA) > unmatched);
    assertEquals(0, parts.probe().runs("abandoned"));
    assertEquals(1, parts.probe().runs("wanted"));
  }

  private Answer call(String nonce) throws Exception {
    return parts
        .caller()
        .post(parts.gateway().url(Transport.KAFKA, "/late"), new JsonObject().put("nonce", nonce));
  }
}
