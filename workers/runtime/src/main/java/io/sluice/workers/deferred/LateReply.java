package io.sluice.workers.deferred;

import io.sluice.backbone.message.Reply;
import io.sluice.backbone.message.ReplyTo;
import java.util.UUID;

/** A reply that is written, and where its command wanted it. */
public record LateReply(ReplyTo.Kafka address, Reply reply) {

  UUID command() {
    return reply.causation();
  }
}
