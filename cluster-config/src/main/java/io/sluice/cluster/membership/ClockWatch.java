package io.sluice.cluster.membership;

import io.sluice.cluster.management.Component;
import io.sluice.cluster.management.Health;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares this node's clock with the other members': deadlines cross machines, so a node whose
 * clock is off would drop good work or run what nobody waits for. Thread-safe.
 */
final class ClockWatch implements Component {

  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
  private static final String CLOCKS = "sluice.clocks";
  private static final Duration TOLERANCE = Duration.ofMillis(500);
  private static final long PERIOD_MILLIS = 2_000;

  private final ClockComparison comparison = new ClockComparison(TOLERANCE);
  private final Vertx vertx;
  private final String nodeId;
  private final Supplier<Set<String>> members;
  private final InstantSource clock;
  private final long timer;
  private boolean wrong;

  ClockWatch(Vertx vertx, String nodeId, Supplier<Set<String>> members, InstantSource clock) {
    this.vertx = vertx;
    this.nodeId = nodeId;
    this.members = members;
    this.clock = clock;
    vertx.eventBus().consumer(CLOCKS, this::hear);
    this.timer = vertx.setPeriodic(0, PERIOD_MILLIS, id -> tell());
  }

  /** Tells no more: what is told while Vert.x closes fails where nobody looks. */
  void stop() {
    var unused = vertx.cancelTimer(timer);
  }

  @Override
  public String name() {
    return "clock";
  }

  /** Down while most of the other members' clocks are more than 500 ms from this one. */
  @Override
  public synchronized Future<Health> check() {
    return Future.succeededFuture(
        wrong
            ? Health.down(
                "the other members' clocks are " + offset().toMillis() + " ms from this one")
            : Health.up());
  }

  /** How far the other members are ahead of this node. */
  synchronized Duration offset() {
    return comparison.offset();
  }

  private void tell() {
    judge();
    vertx
        .eventBus()
        .publish(
            CLOCKS, new JsonObject().put("node", nodeId).put("time", clock.instant().toString()));
  }

  private synchronized void judge() {
    comparison.keep(members.get());
    if (wrong != comparison.isWrong()) {
      wrong = comparison.isWrong();
      log.atWarn()
          .addKeyValue("wrong", wrong)
          .addKeyValue("others-ahead-ms", offset().toMillis())
          .log("clock compared");
    }
  }

  private synchronized void hear(Message<Object> message) {
    try {
      JsonObject told = (JsonObject) message.body();
      String node = told.getString("node");
      if (!nodeId.equals(node)) {
        comparison.hears(Objects.requireNonNull(node), told.getInstant("time"), clock.instant());
      }
    } catch (ClassCastException | NullPointerException | DateTimeException e) {
      log.atWarn().addKeyValue("reason", e.toString()).log("another node's time cannot be read");
    }
  }
}
