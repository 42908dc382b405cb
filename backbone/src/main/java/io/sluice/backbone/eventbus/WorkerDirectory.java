package io.sluice.backbone.eventbus;

import io.sluice.backbone.message.MalformedMessageException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which worker nodes are there and what they handle, from their announcements. A node that is
 * silent for 3 s, says that it leaves, or has left the cluster, is taken out. Thread-safe.
 */
public final class WorkerDirectory {

  private static final Logger log = LoggerFactory.getLogger(WorkerDirectory.class);
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, WorkerNode> nodes = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final InstantSource clock;
  private final MessageConsumer<Object> announcements;
  private final long timer;

  /** How busy a node was when it was asked: sorting needs numbers that stay. */
  private record Load(WorkerNode node, int outstanding) {}

  private WorkerDirectory(Vertx vertx, InstantSource clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.announcements = vertx.eventBus().consumer(BusAddress.ANNOUNCEMENTS, this::hear);
    this.timer = vertx.setPeriodic(Announcer.PERIOD.toMillis(), id -> dropSilent());
  }

  /** Listens, and asks every worker to announce itself now. */
  public static Future<WorkerDirectory> start(Vertx vertx, InstantSource clock) {
    var directory = new WorkerDirectory(vertx, clock);
    return directory
        .announcements
        .completion()
        .map(
            registered -> {
              vertx.eventBus().publish(BusAddress.ROLL_CALL, "");
              return directory;
            });
  }

  public Future<Void> stop() {
    vertx.cancelTimer(timer);
    return announcements.unregister();
  }

  /** Whether a live node handles the operation. */
  public boolean hasWorker(String service, String operation) {
    return nodes.values().stream().anyMatch(node -> node.handles(service, operation));
  }

  /** The cluster says that the node is gone. */
  public void nodeLeft(String node) {
    nodes.values().removeIf(one -> one.isOn(node));
  }

  /** Those that handle the operation, the least busy first; equals take turns. */
  List<WorkerNode> candidates(String service, String operation) {
    List<Load> loads = new ArrayList<>();
    for (WorkerNode node : nodes.values()) {
      if (node.handles(service, operation)) {
        loads.add(new Load(node, node.outstanding()));
      }
    }
    Collections.rotate(loads, turn.getAndIncrement());
    loads.sort(Comparator.comparingInt(Load::outstanding));
    return loads.stream().map(Load::node).toList();
  }

  /** Nobody listens at the node's address any more. */
  void drop(WorkerNode node) {
    nodes.remove(node.address(), node);
  }

  private void hear(Message<Object> message) {
    try {
      Announcement announcement = Announcement.fromJson(message.body());
      String address = BusAddress.of(announcement.service(), announcement.node());
      Instant now = clock.instant();
      if (announcement.leaving()) {
        nodes.remove(address);
      } else {
        nodes
            .computeIfAbsent(address, absent -> new WorkerNode(announcement, now))
            .hear(announcement, now);
      }
    } catch (MalformedMessageException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("announcement dropped");
    }
  }

  private void dropSilent() {
    Instant limit = clock.instant().minus(SILENCE);
    nodes.values().removeIf(node -> node.isSilentSince(limit));
  }
}
