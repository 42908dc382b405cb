package io.sluice.gateway.entrance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code -Dsluice.fuzz.seed=N} repeats a run. */
@ExtendWith(PartsExtension.class)
final class FuzzTest {

  private static final int CASES = 10_000;

  /** Those that stop in the middle wait for their time to be up. */
  private static final int AT_ONCE = 200;

  /** Too many at once, and another HTTP version. */
  private static final Set<Integer> OWN = Set.of(503, 505);

  private static final int CONTINUE = 100;
  private static final String CLOSED = "closed";
  private static final int SHOWN = 600;

  private final Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Parts parts;

  FuzzTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void whateverIsSentIsAnsweredOrTheConnectionEnds() throws Exception {
    long seed = Long.getLong("sluice.fuzz.seed", System.nanoTime());
    System.out.println("seed " + seed);
    try (ErrorLog log = ErrorLog.open()) {
      runAll(seed);

      System.out.println("outcomes " + outcomes);
      assertEquals(List.of(), List.copyOf(wrong), () -> "seed " + seed);
      assertEquals(List.of(), log.errors(), () -> "seed " + seed);
    }
    assertEquals(200, new Client(parts.port()).get("/calls/1").statusCode());
    assertTrue(outcomes.containsKey("201"), "some were good calls");
  }

  private void runAll(long seed) throws InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CASES; i++) {
        String input = new FuzzCases(new Random(seed + i)).next();
        free.acquire();
        threads.execute(
            () -> {
              run(input);
              free.release();
            });
      }
      assertTrue(free.tryAcquire(AT_ONCE, 60, SECONDS), "all have ended");
    }
  }

  private void run(String input) {
    String outcome;
    try {
      outcome = outcome(input);
    } catch (EOFException | SocketException closed) {
      outcome = CLOSED;
    } catch (IOException | RuntimeException e) {
      outcome = e.toString();
      fail(outcome, input);
    }
    outcomes.merge(outcome, 1, Integer::sum);
  }

  /** A read that waits for more than 10 s fails. */
  private String outcome(String input) throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      connection.send(input);
      RawAnswer answer = input.startsWith("HEAD ") ? connection.readHead() : connection.read();
      if (answer.status() == CONTINUE) {
        answer = connection.read();
      }
      if (answer.status() >= 500 && !OWN.contains(answer.status()) && !isWorkers(answer)) {
        fail(answer.toString(), input);
      }
      return String.valueOf(answer.status());
    }
  }

  private static boolean isWorkers(RawAnswer answer) {
    return answer.status() == 500
        && new JsonObject(answer.body()).getString("type").equals("/problems/worker-failed");
  }

  private void fail(String what, String input) {
    String shown = input.length() > SHOWN ? input.substring(0, SHOWN) + "…" : input;
    wrong.add(what + " for " + new JsonObject().put("input", shown));
  }
}
