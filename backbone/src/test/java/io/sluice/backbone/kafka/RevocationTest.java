package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealKafka.newTopic;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Partitions that go to another consumer, or are lost. */
@ExtendWith(RealKafka.class)
final class RevocationTest {

  private static final int PARTITIONS = 4;
  private static final Set<String> FIRST = operations("first");
  private static final Set<String> SECOND = operations("second");

  private final Held held = new Held();
  private final Held heldByNext = new Held();

  @Test
  void whatEndsInTimeIsCommittedBeforeItsPartitionGoes() throws TimeoutException {
    String topic = newTopic(PARTITIONS);
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, 100, held);
        var next = Worker.closed(topic, 100, heldByNext)) {
      sendToEach(gateway, "first");
      sendToEach(gateway, "second");
      eventually("the first run", () -> held.running().equals(FIRST));

      next.join().await(120, SECONDS);
      eventually("it was told what to give up", () -> GroupView.isShared(topic, PARTITIONS));
      FIRST.forEach(held::end);

      eventually("each second runs somewhere", () -> running().equals(SECOND));
      endAll();
      List<String> all = new ArrayList<>(worker.operations());
      all.addAll(next.operations());
      assertEquals(2 * PARTITIONS, all.size(), () -> "none twice: " + all);
      assertTrue(next.operations().stream().noneMatch(FIRST::contains), "they were committed");
      assertFalse(next.seen().isEmpty(), "partitions have moved");
    }
  }

  @Test
  void whatDoesNotEndInTimeRunsAgainAtTheNextAndWhatWaitsBehindItRunsOnce()
      throws TimeoutException {
    String topic = newTopic(PARTITIONS);
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, 100, held);
        var next = Worker.closed(topic, 100, heldByNext)) {
      sendToEach(gateway, "first");
      sendToEach(gateway, "second");
      eventually("the first run", () -> held.running().equals(FIRST));
      next.join().await(120, SECONDS);

      eventually("half run a second time", () -> heldByNext.running().size() == PARTITIONS / 2);
      assertTrue(FIRST.containsAll(heldByNext.running()));
      endAll();

      eventually("each second runs somewhere", () -> running().equals(SECOND));
      endAll();
      assertEquals(
          PARTITIONS,
          count(worker.operations(), SECOND) + count(next.operations(), SECOND),
          "and once");
    }
  }

  @Test
  void ofALostPartitionNothingMoreStartsAndNothingIsCommitted() throws Exception {
    String topic = newTopic(1);
    try (var gateway = Gateway.open(topic);
        var worker = Worker.open(topic, 100, held)) {
      send(gateway, 0, "running", "a");
      send(gateway, 0, "waiting", "a");
      eventually("it runs", () -> held.running().equals(Set.of("running")));
      Set<String> before = GroupView.memberIds(topic);
      GroupView.expireAll(topic);
      eventually("it has joined again", () -> GroupView.hasOnlyOthers(topic, before));
      send(gateway, 0, "after", "b");
      eventually("it has read all again", () -> held.running().contains("after"));
      assertEquals(List.of("running", "after"), worker.operations(), "its key is held up");

      held.end("running");

      eventually("it runs again", () -> count(worker.operations(), Set.of("running")) == 2);
      assertEquals(List.of("running", "after", "running"), worker.operations());
      assertEquals(List.of(0L), GroupView.committed(topic), "but its beginning");
      held.end("running");
      eventually("what waited runs", () -> held.running().equals(Set.of("waiting", "after")));
      endAll();
      eventually("all is committed", () -> GroupView.committed(topic).equals(List.of(3L)));
      assertEquals(List.of("running", "after", "running", "waiting"), worker.operations());
    }
  }

  private Set<String> running() {
    Set<String> all = new HashSet<>(held.running());
    all.addAll(heldByNext.running());
    return all;
  }

  private void endAll() {
    held.running().forEach(held::end);
    heldByNext.running().forEach(heldByNext::end);
  }

  private static long count(List<String> operations, Set<String> among) {
    return operations.stream().filter(among::contains).count();
  }

  private static Set<String> operations(String prefix) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(i -> prefix + i)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** One key a partition. */
  private static void sendToEach(Gateway gateway, String prefix) throws TimeoutException {
    for (int i = 0; i < PARTITIONS; i++) {
      send(gateway, i, prefix + i, "key" + i);
    }
  }

  private static void send(Gateway gateway, int partition, String operation, String key)
      throws TimeoutException {
    gateway.sendTo(partition, Samples.fresh(operation, key, Duration.ofMinutes(5)));
  }
}
