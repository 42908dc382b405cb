package io.sluice.system.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.gateway.contract.Transport;
import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.WholeTopic;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class KeyOrderTest {

  private static final String TOPIC = "probe.commands";
  private static final int ACCOUNTS = 20;
  private static final int CALLS_EACH = 25;

  private final Parts parts;
  private final String run = UUID.randomUUID().toString();

  KeyOrderTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void commandsOfOneKeyRunOneAfterTheOtherAsTheTopicHasThem() throws Exception {
    List<Future<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS * CALLS_EACH; i++) {
      var body = new JsonObject().put("nonce", "" + i).put("account", account(i % ACCOUNTS));
      calls.add(parts.caller().posting(parts.gateway().url(Transport.KAFKA, "/append"), body));
    }

    List<Answer> answers = Caller.await(Future.all(calls)).list();

    answers.forEach(answer -> assertEquals(200, answer.status(), answer::toString));
    Map<String, List<String>> sent = invocationsByKey();
    assertEquals(ACCOUNTS, sent.size());
    sent.forEach(
        (account, invocations) -> {
          assertEquals(CALLS_EACH, invocations.size());
          assertEquals(invocations, parts.turns().orderOf(account), account);
        });
    assertEquals(0, parts.turns().overlaps());
    assertTrue(parts.turns().mostAtOnce() > 1, "different keys run side by side");
  }

  private String account(int number) {
    return run + "/" + number;
  }

  private Map<String, List<String>> invocationsByKey() {
    return WholeTopic.read(parts.bootstrapServers(), TOPIC).stream()
        .filter(record -> record.key() != null && record.key().startsWith(run))
        .collect(
            Collectors.groupingBy(
                ConsumerRecord::key,
                Collectors.mapping(KeyOrderTest::invocation, Collectors.toList())));
  }

  private static String invocation(ConsumerRecord<String, byte[]> record) {
    return new String(
        record.headers().lastHeader("ce_correlationid").value(), StandardCharsets.UTF_8);
  }
}
