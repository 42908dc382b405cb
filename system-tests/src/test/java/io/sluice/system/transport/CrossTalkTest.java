package io.sluice.system.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.gateway.contract.Transport;
import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(PartsExtension.class)
final class CrossTalkTest {

  private final Transport transport;
  private final Parts parts;
  private final String place = UUID.randomUUID().toString();

  CrossTalkTest(Transport transport, Parts parts) {
    this.transport = transport;
    this.parts = parts;
  }

  /** No handler answers before all are there, so all of them wait at once. */
  @Test
  void twoThousandCallsThatWaitAtOnceGetEachItsOwnAnswer() throws Exception {
    List<Answer> answers = callAtOnce(2_000, List.of(parts.gateway()));

    assertEachHasItsOwn(answers);
  }

  @Test
  void repliesGoToTheGatewayThatWaits() throws Exception {
    List<GatewayNode> gateways = List.of(parts.gateway(), parts.otherGateway());
    long unmatched = gateways.stream().mapToLong(one -> one.unmatchedReplies(transport)).sum();

    List<Answer> answers = callAtOnce(400, gateways);

    assertEachHasItsOwn(answers);
    assertEquals(
        unmatched, gateways.stream().mapToLong(one -> one.unmatchedReplies(transport)).sum());
  }

  private List<Answer> callAtOnce(int calls, List<GatewayNode> gateways) throws Exception {
    parts.probe().expectAt(place, calls);
    List<Future<Answer>> all = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      String url = gateways.get(i % gateways.size()).url(transport, "/meet");
      all.add(
          parts.caller().posting(url, new JsonObject().put("nonce", "" + i).put("account", place)));
    }
    return Caller.await(Future.all(all)).list();
  }

  private static void assertEachHasItsOwn(List<Answer> answers) {
    Set<String> invocations = new HashSet<>();
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      assertEquals(200, answer.status(), answer::toString);
      assertEquals("" + i, answer.json().getString("nonce"));
      assertEquals(answer.json().getString("invocation"), answer.header("Sluice-Invocation"));
      invocations.add(answer.json().getString("invocation"));
    }
    assertEquals(answers.size(), invocations.size());
  }
}
