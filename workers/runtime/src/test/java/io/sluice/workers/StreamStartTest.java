package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.WrittenStream.counted;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.workers.ReadingNode.Counted;
import io.sluice.workers.ReadingNode.Reader;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Start;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a service begins, and what it needs for that. */
@ExtendWith({RealDatabase.class, RealParts.class})
final class StreamStartTest {

  private final String service = RealDatabase.newService();
  private final List<ReadingNode> nodes = new ArrayList<>();
  private final WrittenStream stream;

  StreamStartTest() throws Exception {
    stream = new WrittenStream(service + ".facts", 3);
  }

  @AfterEach
  void close() throws Exception {
    stopAll();
    stream.close();
  }

  @Test
  void aNewServiceIsToldEverythingFromTheBeginning() throws Exception {
    writeEach(1, 5);

    ReadingNode node = start(Start.beginning());

    writeEach(6, 8);
    eventually("all have come", () -> node.seen().size() == 32);
    assertEachSeen(node, 1, 8);
  }

  @Test
  void aNewServiceMayBeginNow() throws Exception {
    writeEach(1, 5);
    awaitNextMillisecond();

    ReadingNode node = start(Start.now());

    writeEach(6, 8);
    eventually("all have come", () -> node.seen().size() == 12);
    assertEachSeen(node, 6, 8);
    assertEquals(0, node.gaps());
  }

  @Test
  void aNewServiceMayBeginAtATime() throws Exception {
    writeEach(1, 5);
    awaitNextMillisecond();
    Instant time = Instant.now();
    writeEach(6, 8);

    ReadingNode node = start(Start.at(time));

    eventually("all have come", () -> node.seen().size() == 12);
    writeEach(9, 9);
    eventually("the last have come", () -> node.seen().size() == 16);
    assertEachSeen(node, 6, 9);
  }

  @Test
  void aServiceGoesOnWhereItWasWhateverItsStartSays() throws Exception {
    writeEach(1, 2);
    awaitNextMillisecond();
    ReadingNode first = start(Start.now());
    writeEach(3, 4);
    eventually("the first have come", () -> first.seen().size() == 8);
    stopAll();
    writeEach(5, 6);
    awaitNextMillisecond();

    ReadingNode second = start(Start.at(Instant.now()));

    writeEach(7, 7);
    eventually("all have come", () -> second.seen().size() == 20);
    assertEachSeen(second, 3, 7);
    assertEquals(0, second.gaps());
    assertEquals(0, second.count("repeated"));
  }

  @Test
  void aServiceThatBeginsNowMissesNothingWhileItIsAwayBeforeItsFirstEvent() throws Exception {
    writeEach(1, 2);
    awaitNextMillisecond();
    var unused = start(Start.now());
    stopAll();
    writeEach(3, 4);

    ReadingNode node = start(Start.now());

    eventually("all have come", () -> node.seen().size() == 8);
    assertEachSeen(node, 3, 4);
  }

  @Test
  void aStreamThatIsNotThereKeepsTheWorkerFromStarting() {
    String missing = service + ".missing";

    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                new ReadingNode(
                    service,
                    "node",
                    (on, reader) ->
                        on.stream(missing).event("Counted", Counted.class, reader::see)));

    assertEquals("Kafka has no topic " + missing, failure.getMessage());
  }

  @Test
  void aStreamNeedsItsDeadLetterTopicToo() throws Exception {
    String bare = service + ".bare";
    RealParts.createStream(bare);

    var failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                new ReadingNode(
                    service,
                    "node",
                    (on, reader) -> on.stream(bare).event("Counted", Counted.class, reader::see)));

    assertEquals("Kafka has no topic " + bare + ".dlq", failure.getMessage());
  }

  @Test
  void aServiceWithoutADatabaseMayNotReadStreams() throws Exception {
    assertEquals(
        "service " + service + " reads streams, and databases." + service + " is not set",
        refused(RealParts.kafka()));
  }

  @Test
  void aServiceWithoutKafkaMayNotReadStreams() throws Exception {
    assertEquals(
        "service " + service + " reads streams, and kafka.bootstrap-servers is not set",
        refused(null));
  }

  private String refused(@Nullable KafkaConfig kafka) throws Exception {
    Vertx vertx = Vertx.vertx();
    var node =
        WorkerNode.start(vertx, "node", WorkerConfig.over(kafka), InstantSource.system())
            .await(30, SECONDS);
    var worker = new BareReader(service, stream.name());
    try {
      return String.valueOf(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> node.deploy(worker, new DeploymentOptions()).await(60, SECONDS))
              .getMessage());
    } finally {
      node.stop().await(30, SECONDS);
      vertx.close().await(30, SECONDS);
    }
  }

  /** Has no tables. */
  private static final class BareReader extends WorkerVerticle {

    private final String service;
    private final String stream;

    BareReader(String service, String stream) {
      this.service = service;
      this.stream = stream;
    }

    @Override
    public String service() {
      return service;
    }

    @Override
    protected void handlers(Handlers on) {
      on.stream(stream)
          .event("Counted", Counted.class, (data, event) -> Future.succeededFuture(data));
    }
  }

  private void writeEach(long first, long last) throws Exception {
    for (long sequence = first; sequence <= last; sequence++) {
      stream.write(
          counted("a", sequence),
          counted("b", sequence),
          counted("c", sequence),
          counted("d", sequence));
    }
  }

  private static void assertEachSeen(ReadingNode node, long first, long last) {
    for (String key : List.of("a", "b", "c", "d")) {
      assertEquals(LongStream.rangeClosed(first, last).boxed().toList(), node.seen(key), key);
    }
  }

  /** What is written from then on is later than what was written before. */
  private static void awaitNextMillisecond() {
    long now = System.currentTimeMillis();
    eventually("a millisecond is over", () -> System.currentTimeMillis() > now + 1);
  }

  private ReadingNode start(Start from) throws Exception {
    BiConsumer<Handlers, Reader> handlers =
        (on, reader) ->
            on.stream(stream.name()).from(from).event("Counted", Counted.class, reader::see);
    var node = new ReadingNode(service, "node-" + nodes.size(), handlers);
    nodes.add(node);
    return node;
  }

  private void stopAll() throws Exception {
    for (ReadingNode node : nodes) {
      node.close();
    }
    nodes.clear();
  }
}
