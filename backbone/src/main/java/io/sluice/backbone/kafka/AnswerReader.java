package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageReader;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads replies and progress, and drops and counts what is neither. Thread-safe. */
final class AnswerReader {

  private static final Logger log = LoggerFactory.getLogger(AnswerReader.class);

  private final FailureSpell drops = new FailureSpell(InstantSource.system());
  private final LongAdder malformed = new LongAdder();

  /** Never throws: whatever a record is, what lies behind it is read. */
  Optional<Message> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(MessageReader.readAnswer(KafkaWireForm.read(record)));
    } catch (MalformedMessageException e) {
      drop(record, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Its message may quote what the sender wrote.
      drop(record, e.getClass().getSimpleName());
    }
    return Optional.empty();
  }

  /** How many were neither. */
  long malformed() {
    return malformed.sum();
  }

  /** Anyone who may write to the topic could fill the log: a line for the first is enough. */
  private void drop(ConsumerRecord<byte[], byte[]> record, String reason) {
    malformed.increment();
    var unused = drops.endedBySuccess();
    if (drops.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", reason)
          .log("records are dropped: no replies");
    }
  }
}
