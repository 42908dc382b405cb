package io.sluice.backbone.kafka;

import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A gateway's side of Kafka; on a lane that no other test uses, unless the test says which. */
final class Gateway implements AutoCloseable {

  private static final AtomicInteger LANES = new AtomicInteger();

  private final PendingCalls pending = new PendingCalls(vertx(), InstantSource.system(), 10_000);
  private final ReplyLane lane;
  private final RecordSender sender;
  private final KafkaCommandSender commands;
  private final KafkaDispatcher dispatcher;
  private final String topic;

  private Gateway(RecordSender sender, String topic, int lane, @Nullable RecordedAnswers recorded) {
    this.sender = sender;
    this.lane = new ReplyLane(config(), pending, lane, recorded);
    this.commands = new KafkaCommandSender(sender, this.lane);
    this.topic = topic;
    this.dispatcher = new KafkaDispatcher(sender, this.lane, pending, topic);
  }

  static Gateway open(String topic) throws TimeoutException {
    return open(topic, LANES.getAndIncrement());
  }

  static Gateway open(String topic, int lane) throws TimeoutException {
    return open(topic, lane, null);
  }

  /** One with a ledger. */
  static Gateway open(String topic, RecordedAnswers recorded) throws TimeoutException {
    return open(topic, LANES.getAndIncrement(), recorded);
  }

  private static Gateway open(String topic, int lane, @Nullable RecordedAnswers recorded)
      throws TimeoutException {
    var topics = List.of(topic, ReplyTopics.PLAIN, ReplyTopics.DURABLE);
    var gateway =
        new Gateway(
            RecordSender.open(vertx(), config(), topics).await(60, SECONDS), topic, lane, recorded);
    gateway.lane.start().await(60, SECONDS);
    return gateway;
  }

  Future<Outcome> dispatch(Command command) {
    return dispatcher.dispatch(command);
  }

  /** Sends a recorded command. */
  Future<Position> record(Command command) {
    return commands.send(command, topic);
  }

  /** Sends without waiting for a reply. */
  void send(Command command) throws TimeoutException {
    send(KafkaWireForm.write(command, command.payload(), topic, null));
  }

  /** Sends to a partition that the key does not choose. */
  void sendTo(int partition, Command command) throws TimeoutException {
    send(KafkaWireForm.write(command, command.payload(), topic, partition));
  }

  void send(ProducerRecord<byte[], byte[]> record) throws TimeoutException {
    sender.send(record).await(60, SECONDS);
  }

  Position sendAndLocate(ProducerRecord<byte[], byte[]> record) throws TimeoutException {
    return sender.sendAndLocate(record).await(60, SECONDS);
  }

  int laneNumber() {
    return lane.number();
  }

  ReplyLane lane() {
    return lane;
  }

  PendingCalls pending() {
    return pending;
  }

  @Override
  public void close() throws TimeoutException {
    lane.stop().await(30, SECONDS);
    sender.close().await(30, SECONDS);
  }
}
