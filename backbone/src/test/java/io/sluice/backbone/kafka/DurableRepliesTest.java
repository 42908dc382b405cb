package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.config;
import static io.sluice.backbone.RealKafka.newTopic;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each test has a group of its own, and looks only at its own replies on the shared topic. */
@ExtendWith(RealKafka.class)
final class DurableRepliesTest {

  private final String group = "ledger." + UUID.randomUUID();

  @Test
  void theRepliesToAGatewayThatDiedAreReadByAnother() throws TimeoutException {
    String topic = newTopic(1);
    var command = Samples.recorded("op");
    try (var gone = Gateway.open(topic)) {
      var unused = gone.record(command).await(60, SECONDS);
    }
    try (var worker = Worker.answering(topic)) {
      eventually("it is answered", () -> worker.seen().size() == 1);
      var ledger = new Ledger();
      var replies = start(ledger);

      eventually("its reply is read", () -> ledger.causations().contains(command.id()));

      assertTrue(replies.isReady());
      assertEquals(0, ledger.duplicates());
      stop(replies);
    }
  }

  @Test
  void anOffsetIsCommittedOnlyWhenTheBatchIsWritten() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      var command = Samples.recorded("op");
      var place = answer(gateway, command);
      var ledger = new Ledger();
      ledger.hold();
      var replies = start(ledger);
      eventually("it is in hand", () -> ledger.causations().contains(command.id()));
      assertTrue(committed(gateway.laneNumber()) <= place.offset());

      ledger.release();

      eventually("it is committed", () -> committed(gateway.laneNumber()) > place.offset());
      stop(replies);
    }
  }

  @Test
  void whatWasInHandWhenItsReaderStoppedComesToTheNext() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      var command = Samples.recorded("op");
      var unused = answer(gateway, command);
      var first = new Ledger();
      first.hold();
      var stopped = start(first);
      eventually("it is in hand", () -> first.causations().contains(command.id()));
      stop(stopped);
      var second = new Ledger();

      var replies = start(second);

      eventually("it comes again", () -> second.causations().contains(command.id()));
      stop(replies);
    }
  }

  @Test
  void aBatchThatIsNotWrittenIsTriedAgainAndNothingIsSkipped() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      var first = Samples.recorded("op");
      var second = Samples.recorded("op");
      var ledger = new Ledger();
      ledger.failFor(2);
      var unused = answer(gateway, first);
      var place = answer(gateway, second);
      var replies = start(ledger);

      eventually("it is committed", () -> committed(gateway.laneNumber()) > place.offset());

      assertEquals(2, replies.failures());
      assertEquals(
          List.of(first.id(), second.id()),
          ledger.causations().stream().filter(Set.of(first.id(), second.id())::contains).toList());
      stop(replies);
    }
  }

  @Test
  void twoMembersShareTheLanes() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      var one = new Ledger();
      var other = new Ledger();
      var first = start(one);
      var second = start(other);
      eventually("they share", () -> GroupView.isShared(group, ReplyTopics.LANES));
      Map<UUID, Integer> sent =
          IntStream.range(0, ReplyTopics.LANES)
              .boxed()
              .collect(Collectors.toMap(lane -> answerOn(gateway, lane), lane -> lane));

      eventually(
          "all are read", () -> count(one, sent.keySet()) + count(other, sent.keySet()) == 64);

      assertTrue(count(one, sent.keySet()) > 0);
      assertTrue(count(other, sent.keySet()) > 0);
      stop(first);
      UUID later = answerOn(gateway, 0);
      UUID last = answerOn(gateway, 63);
      eventually(
          "the other takes over", () -> other.causations().containsAll(List.of(later, last)));
      stop(second);
    }
  }

  @Test
  void whatIsNoReplyIsCountedAndDropped() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      gateway.send(
          new ProducerRecord<>(
              ReplyTopics.DURABLE, gateway.laneNumber(), new byte[] {1}, new byte[] {2}));
      var command = Samples.recorded("op");
      var progress = Samples.progressOf(command);
      gateway.send(
          KafkaWireForm.write(
              progress, progress.payload(), ReplyTopics.DURABLE, gateway.laneNumber()));
      var place = answer(gateway, command);
      var ledger = new Ledger();

      var replies = start(ledger);

      eventually("it is committed", () -> committed(gateway.laneNumber()) > place.offset());
      assertTrue(replies.malformed() > 0);
      assertTrue(ledger.written().contains(progress));
      stop(replies);
    }
  }

  @Test
  void theLanesHaveASecondToWriteFirst() throws Exception {
    try (var gateway = Gateway.open(newTopic(1))) {
      var ledger = new Ledger();
      var replies = start(ledger);
      long before = System.nanoTime();
      var command = Samples.recorded("op");
      var unused = answer(gateway, command);

      eventually("it is read", () -> ledger.causations().contains(command.id()));

      assertFalse(System.nanoTime() - before < WaitingAnswers.AGE.toNanos());
      stop(replies);
    }
  }

  /** Where replies are written to; as a test wants it. */
  private static final class Ledger implements Function<List<Message>, Future<Void>> {

    private final List<Message> written = new CopyOnWriteArrayList<>();
    private final Promise<Void> released = Promise.promise();
    private volatile boolean held;
    private final AtomicInteger failures = new AtomicInteger();

    void hold() {
      held = true;
    }

    void release() {
      released.complete();
    }

    void failFor(int times) {
      failures.set(times);
    }

    @Override
    public Future<Void> apply(List<Message> batch) {
      if (failures.getAndDecrement() > 0) {
        return Future.failedFuture("the database is away");
      }
      written.addAll(batch);
      return held ? released.future() : Future.succeededFuture();
    }

    List<Message> written() {
      return List.copyOf(written);
    }

    List<UUID> causations() {
      return written.stream()
          .filter(Reply.class::isInstance)
          .map(message -> ((Reply) message).causation())
          .toList();
    }

    int duplicates() {
      List<UUID> all = causations();
      return all.size() - Set.copyOf(all).size();
    }
  }

  private DurableReplies start(Ledger ledger) throws TimeoutException {
    var replies = new DurableReplies(config(), group, ledger);
    replies.start().await(60, SECONDS);
    return replies;
  }

  private static void stop(DurableReplies replies) throws TimeoutException {
    replies.stop().await(60, SECONDS);
  }

  private static long count(Ledger ledger, Set<UUID> commands) {
    return ledger.causations().stream().filter(commands::contains).distinct().count();
  }

  private static Position answer(Gateway gateway, Command command) throws TimeoutException {
    return gateway.sendAndLocate(reply(command, gateway.laneNumber()));
  }

  private static UUID answerOn(Gateway gateway, int lane) {
    try {
      var command = Samples.recorded("op");
      gateway.send(reply(command, lane));
      return command.id();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> reply(Command command, int lane) {
    var reply = Samples.answerTo(command, "w");
    return KafkaWireForm.write(reply, reply.payload(), ReplyTopics.DURABLE, lane);
  }

  private long committed(int lane) {
    try (Admin admin = RealKafka.admin()) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get(30, SECONDS);
      OffsetAndMetadata one = offsets.get(new TopicPartition(ReplyTopics.DURABLE, lane));
      return one == null ? 0 : one.offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
