package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.get;
import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Answer;
import io.sluice.system.Eventually;
import io.sluice.system.invocation.Client.Asked;
import io.sluice.system.invocation.Parts.RunningGateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A caller who does not want it any more. */
@ExtendWith(PartsExtension.class)
final class CancelledInvocationTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Parts parts;

  CancelledInvocationTest(Parts parts) {
    this.parts = parts;
  }

  private final String name = UUID.randomUUID().toString();

  @Test
  void workThatHeedsTheWishIsCancelledFromAnyGateway() throws Exception {
    String place = accepted("/patient", name);
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(name));

    Answer asked = delete(parts.other(), place);

    assertEquals(202, asked.status(), asked::toString);
    assertEquals("cancelled", end(place).getString("state"));
    assertEquals(0, parts.deeds().count(name));
    assertEquals(409, delete(parts.gateway(), place).status());
  }

  @Test
  void workThatDoesNotHeedItEndsAsItDoes() throws Exception {
    String deaf = "deaf-" + name;
    String place = accepted("/deaf", deaf);
    Eventually.holds("it runs", LIMIT, () -> parts.worker().hasBegun(deaf));

    Answer asked = delete(parts.gateway(), place);
    parts.worker().release(deaf);

    assertEquals(true, asked.json().getBoolean("cancelRequested"), asked::toString);
    assertEquals("succeeded", end(place).getString("state"));
    assertEquals(1, parts.deeds().count(deaf));
  }

  private String accepted(String path, String deed) throws Exception {
    Answer answer =
        parts.client().ask(post(parts.gateway().url(path), ADA, deed, "Prefer", "respond-async"));
    assertEquals(202, answer.status(), answer::toString);
    return String.valueOf(answer.header("Location"));
  }

  private Answer delete(RunningGateway gateway, String place) throws Exception {
    return parts
        .client()
        .ask(new Asked(HttpMethod.DELETE, gateway.url(place), ADA, Buffer.buffer(), List.of()));
  }

  private JsonObject end(String place) throws Exception {
    return parts.client().ask(get(parts.gateway().url(place), ADA, "Prefer", "wait=20")).json();
  }
}
