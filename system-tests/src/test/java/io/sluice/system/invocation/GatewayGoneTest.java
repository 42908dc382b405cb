package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gateways that stop while invocations go on. */
@ExtendWith(PartsExtension.class)
final class GatewayGoneTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Parts parts;

  GatewayGoneTest(Parts parts) {
    this.parts = parts;
  }

  private final String name = UUID.randomUUID().toString();

  @Test
  void whoWaitsAtAGatewayThatStopsIsToldWhereTheEndWillBe() throws Exception {
    String key = UUID.randomUUID().toString();
    RunningGateway leaving = parts.startGateway();
    Future<Answer> keyed =
        parts
            .client()
            .sending(post(leaving.url("/patient"), ADA, "k" + name, "Idempotency-Key", key));
    Future<Answer> plain = parts.client().sending(post(leaving.url("/patient"), ADA, "p" + name));
    for (String one : List.of("k" + name, "p" + name)) {
      Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(one));
    }

    leaving.close();

    for (Future<Answer> call : List.of(keyed, plain)) {
      Answer told = Caller.await(call);
      assertEquals(202, told.status(), told::toString);
      assertTrue(told.took().compareTo(Duration.ofSeconds(10)) < 0, told.took()::toString);
      parts.worker().release("k" + name);
      parts.worker().release("p" + name);
      Answer end =
          parts
              .client()
              .ask(
                  get(
                      parts.gateway().url(told.header("Location") + "/response"),
                      ADA,
                      "Prefer",
                      "wait=30"));
      assertEquals(200, end.status(), end::toString);
    }
    assertEquals(1, parts.deeds().count("k" + name));
    assertEquals(1, parts.deeds().count("p" + name));
  }
}
