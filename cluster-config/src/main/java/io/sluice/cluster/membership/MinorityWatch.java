package io.sluice.cluster.membership;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when this node finds itself on the lesser side of a split cluster, and when no more. */
final class MinorityWatch {

  private static final Logger log = LoggerFactory.getLogger(MinorityWatch.class);
  private static final String FAREWELLS = "sluice.farewells";
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final long CHECK_MILLIS = 500;
  private static final long FAREWELL_MILLIS = 500;

  private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
  private final Quorum quorum = new Quorum(SETTLE);
  private final Vertx vertx;
  private final Supplier<Set<String>> members;
  private final InstantSource clock;
  private final long timer;
  private boolean minority;
  private int stable;

  MinorityWatch(Vertx vertx, Supplier<Set<String>> members, InstantSource clock) {
    this.vertx = vertx;
    this.members = members;
    this.clock = clock;
    vertx.eventBus().consumer(FAREWELLS, this::onFarewell);
    this.timer = vertx.setPeriodic(CHECK_MILLIS, id -> check());
  }

  synchronized boolean isMinority() {
    return minority;
  }

  /** Told true at once where it is so, and each change from then on. */
  synchronized void listen(Consumer<Boolean> listener) {
    listeners.add(listener);
    if (minority) {
      listener.accept(true);
    }
  }

  synchronized void check() {
    quorum.sees(members.get(), clock.instant());
    if (stable != quorum.stable()) {
      stable = quorum.stable();
      log.atInfo().addKeyValue("members", stable).log("stable view of the cluster");
    }
    if (minority != quorum.isMinority()) {
      minority = quorum.isMinority();
      log.atWarn()
          .addKeyValue("minority", minority)
          .addKeyValue("members", members.get().size())
          .log("side of the cluster changed");
      listeners.forEach(listener -> listener.accept(minority));
    }
  }

  /** Tells the others that this node leaves on purpose. Fails where that takes too long. */
  Future<Void> sayFarewell(String nodeId) {
    vertx.cancelTimer(timer);
    return vertx
        .eventBus()
        .<String>publisher(FAREWELLS)
        .write(nodeId)
        .timeout(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void onFarewell(Message<Object> message) {
    if (message.body() instanceof String nodeId) {
      quorum.leaves(nodeId);
    }
  }
}
