package io.sluice.workers.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.kafka.KafkaEventSender;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.message.Event;
import io.sluice.backbone.message.Reply;
import io.sluice.workers.Commands;
import io.sluice.workers.Eventually;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.RealParts;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.outbox.Publisher;
import io.sluice.workers.transaction.AccountWorker.JsonInput;
import io.sluice.workers.transaction.StreamReader.Seen;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({RealDatabase.class, RealParts.class})
final class EventsTest {

  private final String service = RealDatabase.newService();
  private final String stream = service + ".events";
  private final Vertx vertx = Vertx.vertx();
  private final List<AccountNode> nodes = new ArrayList<>();
  private final RecordSender sender;
  private final KafkaEventSender kafka;

  EventsTest() throws Exception {
    RealParts.createStream(stream);
    sender = RecordSender.open(vertx, RealParts.kafka(), List.of(stream)).await(30, SECONDS);
    kafka = new KafkaEventSender(sender);
  }

  @AfterEach
  void close() throws Exception {
    for (AccountNode node : nodes) {
      node.close();
    }
    sender.close().await(30, SECONDS);
    vertx.close().await(30, SECONDS);
  }

  @Test
  void anEventComesWithItsCommitAndTellsItsCause() throws Exception {
    Queue<Event> sent = new ConcurrentLinkedQueue<>();
    AccountNode node =
        node(
            (event, to) -> {
              sent.add(event);
              return kafka.send(event, to);
            });
    var command = Commands.of("pay", JsonInput.of("a", 5));

    assertNull(node.ask(command).status());

    try (var reader = new StreamReader(stream)) {
      var seen = reader.readUntil(all -> !all.isEmpty());
      assertEquals(List.of(new Seen("a", "Paid", 1, "{\"balance\":5}")), seen);
    }
    Event event = sent.element();
    assertEquals("/service/" + service, event.source());
    assertEquals(command.id(), event.causation());
    assertEquals(command.invocation(), event.invocation());
    Eventually.eventually("acknowledged and forgotten", () -> inOutbox(node) == 0);
  }

  @Test
  void eventsOfAKeyComeInTheOrderOfTheirSequenceWithoutGaps() throws Exception {
    AccountNode one = node(kafka::send);
    AccountNode other = node(kafka::send);
    List<Future<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      var command = Commands.of("pay", JsonInput.of("account-" + i % 4, 1));
      replies.add((i % 3 == 0 ? other : one).send(command));
    }
    for (Future<Reply> reply : replies) {
      assertNull(reply.await(60, SECONDS).status());
    }

    try (var reader = new StreamReader(stream)) {
      var seen = reader.readUntil(all -> all.stream().distinct().count() >= 200);
      for (int account = 0; account < 4; account++) {
        String key = "account-" + account;
        List<Seen> kept = asAReaderKeepsThem(seen, key);
        assertEquals(LongStream.rangeClosed(1, 50).boxed().toList(), sequences(kept), key);
        // The order of the commits: each balance is one more than the one before.
        assertEquals(
            LongStream.rangeClosed(1, 50).mapToObj(n -> "{\"balance\":" + n + "}").toList(),
            kept.stream().map(Seen::data).toList());
      }
    }
    Eventually.eventually("acknowledged and forgotten", () -> inOutbox(one) == 0);
  }

  @Test
  void whatANodeLeftIsPublishedByAnotherAndComesBeforeWhatIsNew() throws Exception {
    AccountNode dying = node((event, to) -> Promise.<Void>promise().future());
    for (int i = 0; i < 3; i++) {
      assertNull(dying.ask(Commands.of("pay", JsonInput.of("a", 1))).status());
    }
    AccountNode next = node(kafka::send);
    for (int i = 0; i < 3; i++) {
      assertNull(next.ask(Commands.of("pay", JsonInput.of("a", 1))).status());
    }

    try (var reader = new StreamReader(stream)) {
      var seen = reader.readUntil(all -> all.stream().distinct().count() >= 6);
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), sequences(asAReaderKeepsThem(seen, "a")));
    }
    Eventually.eventually("acknowledged and forgotten", () -> inOutbox(next) == 0);
  }

  @Test
  void whileNoBrokerTakesEventsCallsAreAnsweredAndTheEventsComeLater() throws Exception {
    Promise<Void> back = Promise.promise();
    AccountNode node =
        node(
            (event, to) ->
                back.future().isComplete()
                    ? kafka.send(event, to)
                    : Future.failedFuture("no broker"));

    for (int i = 0; i < 5; i++) {
      assertNull(node.ask(Commands.of("pay", JsonInput.of("a", 1))).status());
    }
    assertEquals(5, inOutbox(node));
    back.complete();

    try (var reader = new StreamReader(stream)) {
      var seen = reader.readUntil(all -> all.size() >= 5);
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), sequences(asAReaderKeepsThem(seen, "a")));
    }
  }

  @Test
  void workThatIsUndonePublishesNothingAndLeavesNoGap() throws Exception {
    AccountNode node = node(kafka::send);

    assertEquals(500, node.ask(Commands.of("fail", JsonInput.of("a", 1))).status());
    assertNull(node.ask(Commands.of("pay", JsonInput.of("a", 1))).status());

    try (var reader = new StreamReader(stream)) {
      var seen = reader.readUntil(all -> !all.isEmpty());
      assertEquals(List.of(new Seen("a", "Paid", 1, "{\"balance\":1}")), seen);
    }
  }

  @Test
  void aStreamThatWasNotNamedIsRefused() throws Exception {
    AccountNode node = node(kafka::send);

    assertEquals(500, node.ask(Commands.of("elsewhere", JsonInput.of("a", 1))).status());
    assertEquals(0, node.balance("a"));
  }

  /** As docs/protocol.md tells readers: nothing that is not above the last. */
  private static List<Seen> asAReaderKeepsThem(List<Seen> seen, String key) {
    Map<String, Long> last = new HashMap<>();
    List<Seen> kept = new ArrayList<>();
    for (Seen event : seen) {
      if (event.key().equals(key) && event.sequence() > last.getOrDefault(key, 0L)) {
        last.put(key, event.sequence());
        kept.add(event);
      }
    }
    return kept;
  }

  private static List<Long> sequences(List<Seen> events) {
    return events.stream().map(Seen::sequence).toList();
  }

  private static long inOutbox(AccountNode node) {
    try {
      return node.inOutbox();
    } catch (TimeoutException e) {
      throw new AssertionError("the database does not answer", e);
    }
  }

  private AccountNode node(Publisher publisher) throws Exception {
    var worker =
        new AccountWorker(service, stream)
            .on("pay", this::pay)
            .on(
                "fail",
                (input, call) ->
                    call.transaction(
                        transaction -> {
                          transaction.publish(stream, input.account(), "Paid", Map.of());
                          return Future.failedFuture(new IllegalStateException("no"));
                        }))
            .on(
                "elsewhere",
                (input, call) ->
                    call.transaction(
                        transaction ->
                            Accounts.add(transaction, input)
                                .map(
                                    paid -> {
                                      transaction.publish("another.events", "a", "Paid", paid);
                                      return paid;
                                    })));
    var node = new AccountNode(worker, stream, publisher);
    nodes.add(node);
    return node;
  }

  private Future<FirstReply> pay(JsonInput input, Call call) {
    return call.transaction(
        transaction ->
            Accounts.add(transaction, input)
                .map(
                    paid -> {
                      transaction.publish(stream, input.account(), "Paid", paid);
                      return paid;
                    }));
  }
}
