package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.MessageReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a record of a stream turned out to be. */
sealed interface EventReading extends Keyed {

  /** Tells events from everything else that may lie in a stream. */
  static RecordReader<EventReading> reader() {
    return new GuardedReader<>(
        "an event",
        (record, envelope) -> new Happened(MessageReader.readEvent(envelope), record),
        NoEvent::new);
  }

  /** An event, and its record, should it have to be put aside. */
  record Happened(Event event, ConsumerRecord<byte[], byte[]> record) implements EventReading {
    @Override
    public String key() {
      return event.key();
    }

    String stream() {
      return record.topic();
    }
  }

  /** No event: it is put aside. */
  record NoEvent(DeadLetter letter) implements EventReading {
    @Override
    public @Nullable String key() {
      return null;
    }
  }
}
