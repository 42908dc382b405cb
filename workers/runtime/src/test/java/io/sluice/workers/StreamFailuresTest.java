package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.WrittenStream.counted;
import static io.sluice.workers.WrittenStream.event;
import static io.sluice.workers.WrittenStream.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.workers.ReadingNode.Counted;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing in a stream stops it: what cannot be handled is put aside, and the rest goes on. */
@ExtendWith({RealDatabase.class, RealParts.class})
final class StreamFailuresTest {

  /** What the server says of a statement that takes too long. */
  private static final String CUT_OFF =
      "do $$ begin raise exception using errcode = '57014'; end $$";

  private final String service = RealDatabase.newService();
  private final Set<Long> failing = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failures = new AtomicInteger();
  private final WrittenStream stream;
  private final ReadingNode node;

  StreamFailuresTest() throws Exception {
    stream = new WrittenStream(service + ".facts", 1);
    node =
        new ReadingNode(
            service,
            "node",
            (on, reader) ->
                on.stream(stream.name())
                    .event(
                        "Counted",
                        Counted.class,
                        (data, event) -> {
                          if (failing.contains(data.number())) {
                            failures.incrementAndGet();
                            return Future.failedFuture(new IllegalStateException("not this one"));
                          }
                          return reader.see(data, event);
                        })
                    .event(
                        "CutOff",
                        Counted.class,
                        (data, event) ->
                            event.transaction(
                                transaction -> transaction.db().query(CUT_OFF).execute())));
  }

  @AfterEach
  void close() throws Exception {
    node.close();
    stream.close();
  }

  @Test
  void whatIsNoEventOrCannotBeReadIsPutAsideAndTheRestGoesOn() throws Exception {
    stream.writeRecord("a", "nothing that anybody knows");
    stream.writeRecord(new ProducerRecord<>(stream.name(), "a".getBytes(UTF_8), null));
    stream.write(counted("a", 1));
    stream.write(event("placeOrder.reply", "a", 1L, "{}"));
    stream.write(event("Counted", "a", 2L, "{\"number\":\"many\"}"));
    stream.write(counted("a", 3));

    Map<String, String> details =
        stream.deadLetters(4).stream()
            .collect(
                Collectors.toMap(
                    letter -> Objects.requireNonNull(header(letter, "sluice_dlq_detail")),
                    letter -> Objects.requireNonNull(header(letter, "sluice_dlq_reason")),
                    (one, other) -> one));

    assertEquals(
        Map.of(
            "attribute specversion is missing", "malformed",
            "the record has no value", "malformed",
            "its type is not an event's", "wrong-topic",
            "The value at #/number is missing or not of the type that the worker takes.",
                "malformed"),
        details);
    eventually("the others have come", () -> node.seen("a").equals(List.of(1L, 3L)));
    assertEquals(0, node.gaps());
  }

  @Test
  void aHandlerThatFailsIsTriedAgainAndHoldsUpItsKeyOnly() throws Exception {
    failing.add(2L);
    stream.write(counted("a", 1), counted("a", 2), counted("a", 3), counted("b", 1));
    eventually("it fails again and again", () -> failures.get() >= 3);
    eventually("the other key went on", () -> node.seen("b").equals(List.of(1L)));
    assertEquals(List.of(1L), node.seen("a"));

    failing.clear();

    eventually("its key goes on", () -> node.seen("a").equals(List.of(1L, 2L, 3L)));
  }

  @Test
  void anEventThatFailsForTenSecondsIsADeadLetterAndMayComeBack() throws Exception {
    failing.add(2L);
    stream.write(counted("a", 1), counted("a", 2), counted("a", 3));
    long start = System.nanoTime();

    var letter = stream.deadLetters(1).getFirst();

    assertTrue(secondsSince(start) >= 7, () -> secondsSince(start) + " s");
    assertEquals("failed", header(letter, "sluice_dlq_reason"));
    assertEquals(
        "java.lang.IllegalStateException: not this one", header(letter, "sluice_dlq_detail"));
    int attempts = Integer.parseInt(String.valueOf(header(letter, "sluice_dlq_attempts")));
    assertEquals(failures.get(), attempts);
    assertTrue(attempts >= 4, () -> attempts + " attempts");
    eventually("its key goes on", () -> node.seen("a").equals(List.of(1L, 3L)));
    assertEquals(0, node.gaps());

    failing.clear();
    var redriven =
        new ProducerRecord<>(stream.name(), null, letter.key(), letter.value(), letter.headers());
    stream.writeRecord(redriven);
    stream.writeRecord(redriven);

    eventually("once more is enough", () -> node.count("repeated") == 1);
    assertEquals(List.of(1L, 3L, 2L), node.seen("a"));
  }

  @Test
  void workThatTheDatabaseCutsOffEachTimeDoesNotHoldUpItsKeyForEver() throws Exception {
    stream.write(counted("a", 1), event("CutOff", "a", 2L, "{\"number\":2}"), counted("a", 3));

    var letter = stream.deadLetters(1).getFirst();

    assertEquals("failed", header(letter, "sluice_dlq_reason"));
    eventually("its key goes on", () -> node.seen("a").equals(List.of(1L, 3L)));
  }

  private static long secondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toSeconds();
  }
}
