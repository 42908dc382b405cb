package io.sluice.system.fault;

import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A run begins when every gateway reaches every worker by every operation. */
final class Readiness {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicLong NONCES = new AtomicLong();

  private Readiness() {}

  static void await(FaultFleet fleet, List<String> operations) throws Exception {
    try (var caller = new Caller(4)) {
      for (String operation : operations) {
        for (String gateway : fleet.gatewayUrls()) {
          Set<String> reached = new HashSet<>();
          Eventually.holds(
              gateway + " reaches all workers by " + operation + ", so far " + reached,
              LIMIT,
              () -> {
                call(fleet, caller, gateway + operation).ifPresent(reached::add);
                return reached.containsAll(FaultFleet.WORKERS);
              });
        }
      }
    }
  }

  private static Optional<String> call(FaultFleet fleet, Caller caller, String url)
      throws IOException {
    long nonce = NONCES.getAndIncrement();
    var body = new JsonObject().put("nonce", nonce).put("key", "ready-" + nonce % 97);
    try {
      if (caller.post(url, body).status() != 200) {
        return Optional.empty();
      }
    } catch (TimeoutException | RuntimeException refused) {
      return Optional.empty();
    }
    for (String worker : FaultFleet.WORKERS) {
      for (Effect effect : Effect.read(worker, fleet.effects(worker))) {
        if (effect.nonce() == nonce) {
          return Optional.of(worker);
        }
      }
    }
    return Optional.empty();
  }
}
