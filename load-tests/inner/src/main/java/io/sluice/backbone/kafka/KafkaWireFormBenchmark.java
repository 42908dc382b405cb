package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Reply;
import io.sluice.inner.Messages;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message to a Kafka record and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KafkaWireFormBenchmark {

  private final Command command = Messages.command(UUID.randomUUID());
  private final Reply reply = Messages.reply(command);
  private final ConsumerRecord<byte[], byte[]> arrivedCommand = arrived(writeCommand());
  private final ConsumerRecord<byte[], byte[]> arrivedReply = arrived(writeReply());

  @Benchmark
  public final ProducerRecord<byte[], byte[]> writeCommand() {
    return KafkaWireForm.write(command, command.payload(), "shipping.order.commands", null);
  }

  @Benchmark
  public final ProducerRecord<byte[], byte[]> writeReply() {
    return KafkaWireForm.write(reply, reply.payload(), "sluice.replies", 17);
  }

  @Benchmark
  public Command readCommand() {
    return MessageReader.readCommand(KafkaWireForm.read(arrivedCommand));
  }

  @Benchmark
  public Message readReply() {
    return MessageReader.readAnswer(KafkaWireForm.read(arrivedReply));
  }

  private static ConsumerRecord<byte[], byte[]> arrived(ProducerRecord<byte[], byte[]> sent) {
    var arrived = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(arrived.headers()::add);
    return arrived;
  }
}
