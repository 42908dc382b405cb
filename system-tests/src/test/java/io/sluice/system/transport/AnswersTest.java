package io.sluice.system.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.gateway.contract.Transport;
import io.sluice.system.Answer;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(PartsExtension.class)
final class AnswersTest {

  private final Transport transport;
  private final Parts parts;
  private final String nonce = UUID.randomUUID().toString();

  AnswersTest(Transport transport, Parts parts) {
    this.transport = transport;
    this.parts = parts;
  }

  @Test
  void aResultHasTheContractsStatusAndTheInvocationThatTheHandlerSaw() throws Exception {
    Answer answer = post("/echo");

    assertEquals(200, answer.status(), answer::toString);
    assertEquals("application/json", answer.header("content-type"));
    assertEquals(nonce, answer.json().getString("nonce"));
    assertEquals(answer.json().getString("invocation"), answer.header("Sluice-Invocation"));
    assertNotNull(answer.header("traceparent"));
    assertNotNull(answer.header("Server-Timing"));
  }

  @Test
  void aReplysOwnStatusAndTheHeadersThatTheContractListsReachTheCaller() throws Exception {
    Answer answer = post("/things");

    assertEquals(201, answer.status(), answer::toString);
    assertEquals("/things/" + nonce, answer.header("Location"));
    assertNull(answer.header("x-internal"));
  }

  @Test
  void aRejectionIsItsProblem() throws Exception {
    Answer answer = post("/reject");

    assertEquals(409, answer.status(), answer::toString);
    assertEquals("/problems/sold-out", answer.problem());
    assertEquals("There are none left.", answer.json().getString("detail"));
    assertEquals(nonce, answer.json().getString("nonce"));
  }

  @Test
  void aHandlerThatThrowsIsA500ThatTellsNothingInternal() throws Exception {
    Answer answer = post("/fail");

    assertEquals(500, answer.status(), answer::toString);
    assertEquals("/problems/worker-failed", answer.problem());
    for (String internal : new String[] {ProbeWorker.INTERNAL, "Exception", "io.sluice", ".java"}) {
      assertFalse(answer.body().toString().contains(internal), answer::toString);
    }
  }

  @Test
  void aBodyAgainstTheSchemaIsRefusedAndNoCommandIsSent() throws Exception {
    Answer refused = post("/echo", body().put("colour", "red"));
    Answer taken = post("/echo");

    assertEquals(422, refused.status(), refused::toString);
    assertEquals("/problems/validation-failed", refused.problem());
    assertEquals(
        "#/colour", refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"));
    assertEquals(200, taken.status());
    assertEquals(1, parts.probe().runs(nonce));
  }

  @Test
  void anOperationWithoutAHandlerIsSaidAtOnce() throws Exception {
    Answer answer = post("/unhandled");

    assertEquals(502, answer.status(), answer::toString);
    assertEquals("/problems/unknown-operation", answer.problem());
  }

  private Answer post(String path) throws Exception {
    return post(path, body());
  }

  private Answer post(String path, JsonObject body) throws Exception {
    return parts.caller().post(parts.gateway().url(transport, path), body);
  }

  private JsonObject body() {
    return new JsonObject().put("nonce", nonce);
  }
}
