package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record of a command topic turned out to be. */
sealed interface Reading extends Keyed {

  /** A command that the service handles, and the record that it came in. */
  record Known(Command command, ConsumerRecord<byte[], byte[]> record) implements Reading {
    @Override
    public @Nullable String key() {
      return command.key();
    }
  }

  /**
   * A command that the service has no handler for: its caller is answered, and it is put aside
   * where anybody wants it.
   */
  record Unknown(Command command, DeadLetter letter) implements Reading {

    /** Whether it was answered because nobody wants it: then it is none to be put aside. */
    boolean isUnwanted(Reply reply, InstantSource clock) {
      return reply.isCancelled() || command.expiry().isPast(clock);
    }

    @Override
    public @Nullable String key() {
      return command.key();
    }
  }

  /** No command for this service: it is put aside. */
  record NoCommand(DeadLetter letter) implements Reading {
    @Override
    public @Nullable String key() {
      return null;
    }
  }
}
