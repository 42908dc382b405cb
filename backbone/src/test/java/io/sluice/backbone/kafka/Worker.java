package io.sluice.backbone.kafka;

import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.newTopic;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.Samples;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.kafka.KafkaCommandConsumer.Subscription;
import io.sluice.backbone.message.Command;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A worker's side of Kafka; its group is its topic's name. Notes what it was given. */
final class Worker implements AutoCloseable {

  /** The one operation that it has no handler for. */
  static final String UNKNOWN = "unknown";

  private final List<Command> seen = new CopyOnWriteArrayList<>();
  private final RecordSender sender;
  private final KafkaCommandConsumer consumer;

  private Worker(RecordSender sender, String topic, int maxInFlight, CommandRunner runner) {
    this.sender = sender;
    this.consumer =
        new KafkaCommandConsumer(
            config(),
            new Subscription(
                topic, List.of(topic), operation -> !operation.equals(UNKNOWN), maxInFlight),
            vertx().getOrCreateContext(),
            command -> {
              seen.add(command);
              return runner.run(command);
            },
            sender);
  }

  /** Answers at once. */
  static Worker answering(String topic) throws TimeoutException {
    return open(topic, 100, command -> Future.succeededFuture(Samples.answerTo(command, "w")));
  }

  static Worker open(String topic, int maxInFlight, CommandHandler handler)
      throws TimeoutException {
    return joined(closed(topic, maxInFlight, handler));
  }

  private static Worker joined(Worker worker) throws TimeoutException {
    try {
      worker.consumer.start().await(60, SECONDS);
      return worker;
    } catch (TimeoutException | RuntimeException e) {
      worker.close();
      throw e;
    }
  }

  /** Runs commands as the runner does. */
  static Worker running(String topic, CommandRunner runner) throws TimeoutException {
    return joined(notJoined(topic, 100, runner));
  }

  /** One that has not joined its group. */
  static Worker closed(String topic, int maxInFlight, CommandHandler handler)
      throws TimeoutException {
    return notJoined(
        topic,
        maxInFlight,
        command -> handler.handle(command).map(reply -> new RunResult.Answered(reply)));
  }

  private static Worker notJoined(String topic, int maxInFlight, CommandRunner runner)
      throws TimeoutException {
    var topics = List.of(ReplyTopics.PLAIN, ReplyTopics.DURABLE);
    var sender = RecordSender.open(vertx(), config(), topics).await(60, SECONDS);
    return new Worker(sender, topic, maxInFlight, runner);
  }

  Future<Void> join() {
    return consumer.start();
  }

  List<Command> seen() {
    return List.copyOf(seen);
  }

  List<String> operations() {
    return seen.stream().map(Command::operation).toList();
  }

  long deadLetters(DeadLetterReason reason) {
    return consumer.deadLetters(reason);
  }

  long lag(String topic) {
    return consumer.lag(topic);
  }

  /**
   * Its producer sends nothing and hears no acknowledgement from now on.
   *
   * @return completed, it goes on
   */
  CompletableFuture<Boolean> holdSending() throws TimeoutException {
    String elsewhere = newTopic(1);
    sender.prepare(List.of(elsewhere)).await(30, SECONDS);
    Promise<Void> held = Promise.promise();
    var goOn = new CompletableFuture<Boolean>();
    hold(new ProducerRecord<>(elsewhere, new byte[0]), held, goOn);
    held.future().await(30, SECONDS);
    return goOn;
  }

  /** An acknowledgement that is quicker than we are is no use: it is told on our own thread. */
  private void hold(
      ProducerRecord<byte[], byte[]> record, Promise<Void> held, CompletableFuture<Boolean> goOn) {
    Thread caller = Thread.currentThread();
    sender
        .send(record)
        .onFailure(held::fail)
        .onSuccess(
            sent -> {
              if (Thread.currentThread() == caller) {
                hold(record, held, goOn);
              } else {
                held.complete();
                assertTrue(goOn.orTimeout(60, SECONDS).join());
              }
            });
  }

  Future<Void> stop() {
    return consumer.stop();
  }

  @Override
  public void close() throws TimeoutException {
    consumer.stop().await(60, SECONDS);
    sender.close().await(30, SECONDS);
  }
}
