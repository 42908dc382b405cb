package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningDevExtension.class)
final class LoadTest {

  private static final int ORDERS = Boolean.getBoolean("sluice.long") ? 10_000 : 3_000;
  private static final int WARM_UP = 1_000;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long HEAP_TOLERANCE = 8L * 1024 * 1024;

  private final RunningDev dev;
  private final Heap heap;

  LoadTest(RunningDev dev) {
    this.dev = dev;
    this.heap = new Heap(dev);
  }

  @Test
  void everyOrderIsPlacedOnceAndTheHeapIsWhereItWas() throws Exception {
    var unused = place("warm-up", WARM_UP);
    long before = heap.afterCollection();
    String customer = UUID.randomUUID().toString();
    long start = System.nanoTime();

    List<Answer> answers = place(customer, ORDERS);

    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    answers.forEach(answer -> assertEquals(201, answer.status(), answer::toString));
    List<String> told = answers.stream().map(one -> one.json().getString("orderId")).toList();
    assertEquals(
        told.stream().sorted().toList(), dev.orders().idsOf(customer).stream().sorted().toList());
    long after = heap.afterCollection();
    System.out.printf(
        "%d orders in %d ms; heap %d KB before, %d KB after%n",
        ORDERS, millis, before / 1024, after / 1024);
    assertTrue(after < before + HEAP_TOLERANCE, () -> before + " bytes before, " + after);
    assertEquals(List.of(), errorsInLog());
  }

  private List<Answer> place(String customer, int count) throws Exception {
    List<Future<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(dev.orders().placing(customer));
    }
    return Caller.await(Future.all(calls), LIMIT).list();
  }

  private List<String> errorsInLog() throws Exception {
    return Files.readAllLines(dev.data().resolve("logs/sluice.log")).stream()
        .filter(line -> line.contains("\"level\":\"ERROR\""))
        .toList();
  }
}
