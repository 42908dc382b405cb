package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.newTopic;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealKafka.class)
final class CommittedOffsetsTest {

  private final CommittedOffsets offsets = CommittedOffsets.open(vertx(), config());

  @AfterEach
  void close() throws TimeoutException {
    offsets.close().await(30, SECONDS);
  }

  @Test
  void whatAGroupHasFinishedIsTold() throws TimeoutException {
    String topic = newTopic(2);
    try (var gateway = Gateway.open(topic);
        var worker = Worker.answering(topic)) {
      gateway.sendTo(1, Samples.fresh("op"));
      gateway.sendTo(1, Samples.fresh("op"));

      eventually("both are committed", () -> Long.valueOf(2).equals(of(topic).get(1)));

      assertEquals(2, worker.seen().size());
    }
  }

  @Test
  void aGroupThatNeverWasHasFinishedNothing() {
    assertEquals(Map.of(), of("nobody." + UUID.randomUUID()));
  }

  private Map<Integer, Long> of(String group) {
    try {
      return offsets.of(group, group).await(30, SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
