package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MessageReader;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells commands of a service from everything else that may lie in its topic. */
final class CommandReader implements RecordReader<Reading> {

  private final GuardedReader<Reading> guarded;
  private final Predicate<String> operations;

  /**
   * @param operations says which the service handles
   */
  CommandReader(Predicate<String> operations) {
    this.operations = operations;
    this.guarded = new GuardedReader<>("a command", this::understand, Reading.NoCommand::new);
  }

  @Override
  public Reading read(ConsumerRecord<byte[], byte[]> record) {
    return guarded.read(record);
  }

  private Reading understand(ConsumerRecord<byte[], byte[]> record, Envelope envelope) {
    Command command = MessageReader.readCommand(envelope);
    return operations.test(command.operation())
        ? new Reading.Known(command, record)
        : new Reading.Unknown(
            command,
            new DeadLetter(
                record, DeadLetterReason.UNKNOWN_OPERATION, "the service has no handler for it"));
  }
}
