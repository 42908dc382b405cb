package io.sluice.backbone.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.ReplyTo;
import org.junit.jupiter.api.Test;

final class ReplyTopicsTest {

  @Test
  void repliesGoToTheLanesOfBothTopics() {
    assertTrue(ReplyTopics.allows(new ReplyTo.Kafka("sluice.replies", 0)));
    assertTrue(ReplyTopics.allows(new ReplyTo.Kafka("sluice.replies.durable", 63)));
    assertTrue(ReplyTopics.allows(new ReplyTo.Kafka("sluice.replies", null)), "by the key");
  }

  @Test
  void aLaneThatDoesNotExistIsNotWaitedFor() {
    assertFalse(ReplyTopics.allows(new ReplyTo.Kafka("sluice.replies", 64)));
  }

  @Test
  void noOtherTopicGetsReplies() {
    assertFalse(ReplyTopics.allows(new ReplyTo.Kafka("shipping.order.commands", 0)));
    assertFalse(ReplyTopics.allows(new ReplyTo.Kafka("sluice.replies.dlq", null)));
  }
}
