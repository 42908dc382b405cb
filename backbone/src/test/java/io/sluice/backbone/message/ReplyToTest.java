package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplyToTest {

  @Test
  void eachFormIsReadAndWrittenTheSame() {
    assertEquals(new ReplyTo.Kafka("sluice.replies", 17), ReplyTo.parse("kafka:sluice.replies/17"));
    assertEquals(new ReplyTo.Kafka("saga.replies", null), ReplyTo.parse("kafka:saga.replies"));
    assertEquals(new ReplyTo.Bus("replies@a"), ReplyTo.parse("bus:replies@a"));
    for (String text : List.of("kafka:sluice.replies/17", "kafka:saga.replies", "bus:replies@a")) {
      assertEquals(text, ReplyTo.parse(text).toString());
    }
  }

  @Test
  void anythingElseIsRefused() {
    for (String text :
        List.of(
            "",
            "sluice.replies",
            "http://a",
            "kafka:",
            "kafka:/1",
            "kafka:t/",
            "kafka:t/-1",
            "kafka:t/x",
            "kafka:t/1/2",
            "bus:")) {
      assertThrows(IllegalArgumentException.class, () -> ReplyTo.parse(text), text);
    }
  }
}
