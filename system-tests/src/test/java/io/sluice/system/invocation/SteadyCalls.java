package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.sluice.system.Answer;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Calls that do not wait for their end, at both gateways, one after the other until told to end.
 */
final class SteadyCalls {

  private static final int PAUSE_MILLIS = 10;

  private final Map<String, Future<Answer>> calls = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("steady-calls").unstarted(this::run);
  private final Parts parts;
  private final String prefix;

  /**
   * None yet.
   *
   * @param prefix of the names of the deeds
   */
  SteadyCalls(Parts parts, String prefix) {
    this.parts = parts;
    this.prefix = prefix;
  }

  void begin() {
    thread.start();
  }

  /** How many were answered so. */
  long answered(int status) {
    return calls.values().stream()
        .filter(call -> call.succeeded() && call.result().status() == status)
        .count();
  }

  /** No more of them; all that there were, by the names of their deeds. */
  Map<String, Future<Answer>> end() throws InterruptedException {
    over.countDown();
    thread.join();
    return calls;
  }

  private void run() {
    try {
      for (int i = 0; !over.await(PAUSE_MILLIS, MILLISECONDS); i++) {
        String name = prefix + i;
        var gateway = i % 2 == 0 ? parts.gateway() : parts.other();
        calls.put(
            name,
            parts
                .client()
                .sending(post(gateway.url("/quick"), ADA, name, "Prefer", "respond-async")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
