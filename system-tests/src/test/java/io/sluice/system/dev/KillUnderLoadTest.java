package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningDevExtension.class)
final class KillUnderLoadTest {

  private static final int CALLS = 3_000;
  private static final int KILL_AFTER = 500;
  private static final String CUSTOMER = "killed";

  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Checkout checkout;
  private final Path data;

  KillUnderLoadTest(RunningDev dev) {
    checkout = dev.checkout();
    data = checkout.data("killed");
  }

  @Test
  void whatWasAnsweredBeforeTheKillIsThereOnceAfterTheNextStart() throws Exception {
    try (Caller caller = new Caller(64)) {
      try (DevProcess dev = checkout.dev(data)) {
        killUnderLoad(dev, new Orders(caller, dev.ready()));
      }
      long killed = System.nanoTime();

      try (DevProcess again = checkout.dev(data)) {
        var orders = new Orders(caller, again.ready());

        long millis = Duration.ofNanos(System.nanoTime() - killed).toMillis();
        List<String> stored = orders.idsOf(CUSTOMER);
        System.out.printf(
            "ready %d ms after the kill; %d answered, %d stored%n",
            millis, answered.size(), stored.size());
        assertEquals(stored.size(), new HashSet<>(stored).size());
        assertTrue(stored.containsAll(answered), "an answered order is lost");
        assertEquals(201, orders.place("fresh").status());
      }
    }
  }

  private void killUnderLoad(DevProcess dev, Orders orders) throws Exception {
    List<Future<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(orders.placing(CUSTOMER).onSuccess(this::remember));
    }
    Eventually.holds("the load runs", Duration.ofSeconds(60), () -> answered.size() >= KILL_AFTER);
    dev.kill();
    // They all end now, most of them by a connection that is gone.
    Caller.await(Future.join(calls).otherwiseEmpty().<Void>mapEmpty());
    assertTrue(answered.size() < CALLS, "the kill came too late");
  }

  private void remember(Answer answer) {
    if (answer.status() == 201) {
      answered.add(answer.json().getString("orderId"));
    }
  }
}
