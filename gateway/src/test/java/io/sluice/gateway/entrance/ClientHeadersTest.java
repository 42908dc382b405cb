package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sluice.backbone.message.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class ClientHeadersTest {

  private static final String FORGED = "11111111-1111-7111-8111-111111111111";

  private final Parts parts;

  ClientHeadersTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void noHeaderOfAClientReachesTheCommand() {
    Worker worker = parts.worker();
    String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));

    var answer =
        new Client(parts.port())
            .get(
                "/calls/" + name,
                ("Sluice-Invocation " + FORGED + " ce_id " + FORGED + " ce-id " + FORGED)
                    .concat(" ce_source forged ce_type forged ce_correlationid " + FORGED)
                    .concat(" correlation-id " + FORGED + " reply-to bus:forged")
                    .concat(" ce_replyto bus:forged ce_principal root ce_tenant forged")
                    .concat(" ce_expirytime 2000-01-01T00:00:00.000Z ce_recorded true")
                    .concat(" ce_attempt 9 ce_subject forged http_x forged authorization Bearer-t")
                    .split(" "));

    assertEquals(200, answer.statusCode());
    var command = worker.received(name).getFirst();
    assertEquals("show", command.operation());
    assertEquals("/gateway/" + parts.gatewayNode().nodeId(), command.source());
    assertNotEquals(FORGED, command.id().toString());
    assertNotEquals(FORGED, command.invocation().toString());
    assertEquals(Caller.ANONYMOUS, command.caller());
    assertEquals(1, command.attempt());
    assertEquals(null, command.key());
    assertEquals(null, command.replyTo());
    assertFalse(command.recorded());
    assertEquals(Map.of(), command.payload().headers());
    assertEquals("{\"case\":\"" + name + "\"}", command.payload().data().toString());
  }

  @Test
  void aCommandKnowsItsCallsKeyTimeAndDeadline() {
    Worker worker = parts.worker();
    String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));

    assertEquals(201, new Client(parts.port()).post("/calls/" + name, "{}").statusCode());

    var command = worker.received(name).getFirst();
    assertEquals(name, command.key());
    assertEquals(command.time().plusSeconds(5), command.expiry().at());
    assertEquals("application/json", command.payload().contentType());
  }

  @Test
  void whatTheContractForwardsTravelsWithTheCommand() {
    Worker worker = parts.worker();
    String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));

    var answer =
        new Client(parts.port())
            .post(
                "/calls/" + name,
                "{}",
                "accept-language",
                "de",
                "accept-language",
                "fr",
                "x-a",
                "1");

    assertEquals(201, answer.statusCode());

    assertEquals(
        Map.of("accept-language", "de, fr"), worker.received(name).getFirst().payload().headers());
  }
}
