package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.WrittenStream.counted;
import static io.sluice.workers.WrittenStream.event;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Event;
import io.sluice.workers.ReadingNode.Counted;
import io.sluice.workers.ReadingNode.Reader;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.StreamEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every event once, and those of a key in order, whatever the topic has. */
@ExtendWith({RealDatabase.class, RealParts.class})
final class StreamReadingTest {

  private final String service = RealDatabase.newService();
  private final List<ReadingNode> nodes = new ArrayList<>();
  private final WrittenStream stream;

  StreamReadingTest() throws Exception {
    stream = new WrittenStream(service + ".facts", 2);
  }

  @AfterEach
  void close() throws Exception {
    for (ReadingNode node : nodes) {
      node.close();
    }
    stream.close();
  }

  @Test
  void everyEventTakesEffectOnceAndInOrderAlsoWhereManyComeAgain() throws Exception {
    ReadingNode node = start(this::counts);
    List<Event> written = new ArrayList<>();
    for (int sequence = 1; sequence <= 25; sequence++) {
      for (String key : List.of("a", "b", "c", "d")) {
        written.add(counted(key, sequence));
      }
      if (sequence % 5 == 0) {
        // A sender that begins again at the first that it does not know to be acknowledged.
        written.addAll(List.copyOf(written.subList(written.size() - 16, written.size())));
      }
    }

    stream.write(written);

    eventually("all have come", () -> node.count("success") + node.count("repeated") == 180);
    for (String key : List.of("a", "b", "c", "d")) {
      assertEquals(numbers(1, 25), node.seen(key), key);
    }
    assertEquals(80, node.count("repeated"));
    assertEquals(0, node.gaps());
    eventually("no lag", () -> node.lag(stream.name()) == 0);
  }

  @Test
  void anEventWithoutASequenceTakesEffectOnce() throws Exception {
    ReadingNode node = start(this::counts);
    Event first = event("Counted", "a", null, "{\"number\":1}");
    Event second = event("Counted", "a", null, "{\"number\":2}");

    stream.write(first, second, first, second, first);

    eventually("all have come", () -> node.count("repeated") == 3);
    assertEquals(numbers(1, 2), node.seen("a"));
  }

  @Test
  void afterAGapTheStreamGoesOnAndTheGapIsCounted() throws Exception {
    ReadingNode node = start(this::counts);

    stream.write(counted("a", 3), counted("a", 4), counted("a", 7), counted("a", 5));

    eventually("all have come", () -> node.count("repeated") == 1);
    assertEquals(List.of(3L, 4L, 7L), node.seen("a"));
    assertEquals(1, node.gaps());
  }

  @Test
  void anEventThatNobodyHandlesIsPassedOverAndLeavesNoGap() throws Exception {
    ReadingNode node = start(this::counts);

    stream.write(counted("a", 1), event("Painted", "a", 2L, "red"), counted("a", 3));

    eventually("all have come", () -> node.seen("a").equals(List.of(1L, 3L)));
    assertEquals(1, node.count("skipped"));
    assertEquals(0, node.gaps());
  }

  @Test
  void whatAHandlerPublishesTellsWhatItIsTheConsequenceOf() throws Exception {
    Queue<StreamEvent> second = new ConcurrentLinkedQueue<>();
    try (var further = new WrittenStream(service + ".further", 1)) {
      ReadingNode node =
          start(
              (on, reader) -> {
                on.publishes(further.name());
                on.stream(stream.name())
                    .event(
                        "Counted",
                        Counted.class,
                        (data, event) ->
                            event.transaction(
                                transaction -> {
                                  transaction.publish(further.name(), "x", "Doubled", data);
                                  return reader.see(transaction.db(), data, event);
                                }));
                on.stream(further.name())
                    .event(
                        "Doubled",
                        Counted.class,
                        (data, event) -> {
                          second.add(event);
                          return reader.see(data, event);
                        });
              });
      Event first = counted("a", 1);

      stream.write(first, first);

      eventually("the second has come", () -> node.seen("x").equals(List.of(1L)));
      StreamEvent led = second.element();
      assertEquals(first.id(), led.causation().orElseThrow());
      assertEquals(first.invocation(), led.invocation().orElseThrow());
      assertEquals("/service/" + service, led.source());
      assertEquals(1, led.sequence().orElseThrow());
      assertEquals(further.name(), led.stream());
    }
  }

  @Test
  void aBlockingHandlerHasATransactionToo() throws Exception {
    ReadingNode node =
        start(
            (on, reader) ->
                on.stream(stream.name())
                    .blockingEvent(
                        "Counted",
                        Counted.class,
                        (data, event) ->
                            event.blockingTransaction(
                                transaction -> reader.see(transaction.db(), data, event).await())));

    stream.write(counted("a", 1), counted("a", 2), counted("a", 1));

    eventually("all have come", () -> node.count("repeated") == 1);
    assertEquals(numbers(1, 2), node.seen("a"));
  }

  @Test
  void aHandlerWithoutATransactionIsNotRunAgainForWhatItIsDoneWith() throws Exception {
    Queue<Long> runs = new ConcurrentLinkedQueue<>();
    BiConsumer<Handlers, Reader> counting =
        (on, reader) ->
            on.stream(stream.name())
                .event(
                    "Counted",
                    Counted.class,
                    (data, event) -> {
                      runs.add(data.number());
                      return Future.succeededFuture();
                    });
    ReadingNode node = start(counting);
    stream.write(counted("a", 1), counted("a", 2), counted("a", 1));
    eventually("all have come", () -> node.count("repeated") == 1);
    node.close();
    nodes.clear();
    ReadingNode next = start(counting);

    stream.write(counted("a", 2), counted("a", 3));

    eventually("the last has come", () -> next.count("success") == 1);
    assertEquals(1, next.count("repeated"));
    assertEquals(List.of(1L, 2L, 3L), List.copyOf(runs));
  }

  @Test
  void aTransactionThatFailedLeavesNothingAndTheEventIsTriedAgain() throws Exception {
    List<Long> failed = new ArrayList<>();
    ReadingNode node =
        start(
            (on, reader) ->
                on.stream(stream.name())
                    .event(
                        "Counted",
                        Counted.class,
                        (data, event) ->
                            event.transaction(
                                transaction ->
                                    reader
                                        .see(transaction.db(), data, event)
                                        .compose(
                                            seen -> {
                                              if (failed.size() < 2) {
                                                failed.add(data.number());
                                                return transaction
                                                    .db()
                                                    .preparedQuery("select 1 / $1")
                                                    .execute(Tuple.of(0));
                                              }
                                              return Future.succeededFuture();
                                            }))));

    stream.write(counted("a", 1), counted("a", 2));

    eventually("both have come", () -> node.count("success") == 2);
    assertEquals(List.of(1L, 1L), failed);
    assertEquals(numbers(1, 2), node.seen("a"));
    assertEquals(2, node.count("failed"));
  }

  private void counts(Handlers on, Reader reader) {
    on.stream(stream.name()).event("Counted", Counted.class, reader::see);
  }

  private ReadingNode start(BiConsumer<Handlers, Reader> handlers) throws Exception {
    var node = new ReadingNode(service, "node-" + nodes.size(), handlers);
    nodes.add(node);
    return node;
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
