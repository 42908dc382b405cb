package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.system.Answer;
import io.sluice.system.WholeTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients whose requests name what only the gateway may say. */
@ExtendWith(PartsExtension.class)
final class ForgedHeadersTest {

  private static final String TOPIC = "deeds.commands";
  private static final List<String> RESERVED =
      List.of(
          "correlation-id",
          "reply-to",
          "kafka_replyTopic",
          "kafka_correlationId",
          "ce-id",
          "ce-source",
          "ce-correlationid",
          "ce-replyto",
          "ce-principal",
          "ce-tenant",
          "ce_id",
          "ce_source",
          "ce_correlationid",
          "ce_replyto",
          "ce_principal",
          "ce_tenant");

  private final Parts parts;
  private final String name = UUID.randomUUID().toString();

  ForgedHeadersTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void nothingOfThemIsInTheCommandThatIsSent() throws Exception {
    String forged = "forged-" + UUID.randomUUID();
    Stream<String> headers = RESERVED.stream().flatMap(header -> Stream.of(header, forged));
    String[] all =
        Stream.concat(Stream.of("Idempotency-Key", name), headers).toArray(String[]::new);

    Answer answer = parts.client().ask(post(parts.gateway().url("/quick"), ADA, name, all));

    assertEquals(200, answer.status(), answer::toString);
    String id = String.valueOf(answer.header("Sluice-Invocation"));
    List<String> command = command(id);
    assertEquals(1, command.stream().filter(("ce_correlationid=" + id)::equals).count());
    assertEquals(1, command.stream().filter("ce_principal=ada"::equals).count());
    assertEquals(1, command.stream().filter("ce_tenant=north"::equals).count());
    assertFalse(command.toString().contains(forged), command::toString);
    assertFalse(command.toString().contains(ADA), command::toString);
    assertFalse(command.stream().anyMatch(line -> line.startsWith("kafka_")), command::toString);
  }

  /** The headers of an invocation's command, its key and its data. */
  private List<String> command(String invocation) {
    return WholeTopic.read(parts.kafka().bootstrapServers(), TOPIC).stream()
        .map(ForgedHeadersTest::lines)
        .filter(lines -> lines.contains("ce_correlationid=" + invocation))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> lines(ConsumerRecord<String, byte[]> record) {
    List<String> lines = new ArrayList<>();
    record.headers().forEach(header -> lines.add(text(header)));
    lines.add(record.key());
    lines.add(new String(record.value(), UTF_8));
    return lines;
  }

  private static String text(Header header) {
    return header.key() + "=" + new String(header.value(), UTF_8);
  }
}
