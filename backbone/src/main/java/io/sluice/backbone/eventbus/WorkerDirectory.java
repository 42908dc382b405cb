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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which worker nodes are there and what they handle, from their announcements. Thread-safe.
 *
 * <p>A node that is silent for 3 s or has left the cluster is lost, and every call that it holds
 * ends at once. One that missed an announcement or does not answer gets work only where no other
 * handles it. One that says that it leaves gets no more, and ends what it has.
 */
public final class WorkerDirectory {

  private static final Logger log = LoggerFactory.getLogger(WorkerDirectory.class);
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final Duration DOUBT = Announcer.PERIOD.plusMillis(500);
  private static final long CHECK_MILLIS = 200;

  /** A check so much later than the one before is not the nodes' silence. */
  private static final Duration HELD_UP = Duration.ofSeconds(1);

  private final AtomicInteger turn = new AtomicInteger();
  private final LongAdder unmatched = new LongAdder();
  private final Map<String, WorkerNode> nodes = new ConcurrentHashMap<>();
  private final Vertx vertx;
  private final InstantSource clock;
  private final MessageConsumer<Object> announcements;
  private final long timer;
  private Instant checked;

  /** How a node was when it was asked: sorting needs values that stay. */
  private record Load(WorkerNode node, boolean out, boolean silent, int outstanding) {
    private static final Comparator<Load> BEST_FIRST =
        Comparator.comparing(Load::out)
            .thenComparing(Load::silent)
            .thenComparingInt(Load::outstanding);
  }

  private WorkerDirectory(Vertx vertx, InstantSource clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.checked = clock.instant();
    this.announcements = vertx.eventBus().consumer(BusAddress.ANNOUNCEMENTS, this::hear);
    this.timer = vertx.setPeriodic(CHECK_MILLIS, id -> loseSilent());
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

  /** Whether a live node takes commands of the service, whichever they are. */
  boolean serves(String service) {
    return nodes.values().stream().anyMatch(node -> node.serves(service));
  }

  /** How many replies came when their call had ended. */
  public long unmatched() {
    return unmatched.sum();
  }

  /** The cluster says that the node is gone. */
  public void nodeLeft(String node) {
    lose(one -> one.isOn(node), "left the cluster");
  }

  /** Those that handle the operation, the least busy first; equals take turns. */
  List<WorkerNode> candidates(String service, String operation) {
    Instant now = clock.instant();
    Instant doubt = now.minus(DOUBT);
    List<Load> loads = new ArrayList<>();
    for (WorkerNode node : nodes.values()) {
      if (node.handles(service, operation)) {
        boolean out = !node.ejection().isTrusted(now);
        loads.add(new Load(node, out, node.isSilentSince(doubt), node.outstanding()));
      }
    }
    Collections.rotate(loads, turn.getAndIncrement());
    loads.sort(Load.BEST_FIRST);
    return loads.stream().map(Load::node).toList();
  }

  void countUnmatched() {
    unmatched.increment();
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
      WorkerNode node =
          announcement.leaving()
              ? nodes.get(address)
              : nodes.computeIfAbsent(address, absent -> new WorkerNode(announcement, now));
      if (node != null) {
        node.hear(announcement, now);
      }
    } catch (MalformedMessageException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("announcement dropped");
    }
  }

  /**
   * One that leaves is silent on purpose. When this process was held up or its clock was set, what
   * the nodes said is still to be heard: their silence counts from now.
   */
  private void loseSilent() {
    Instant now = clock.instant();
    Duration since = Duration.between(checked, now);
    checked = now;
    if (since.isNegative() || since.compareTo(HELD_UP) > 0) {
      nodes.values().forEach(node -> node.countSilenceFrom(now));
      return;
    }
    Instant limit = now.minus(SILENCE);
    lose(one -> !one.isLeaving() && one.isSilentSince(limit), "silent");
  }

  private void lose(Predicate<WorkerNode> which, String reason) {
    for (WorkerNode node : nodes.values().stream().filter(which).toList()) {
      if (nodes.remove(node.address(), node)) {
        log.atWarn()
            .addKeyValue("worker", node.address())
            .addKeyValue("reason", reason)
            .addKeyValue("calls", node.outstanding())
            .log("worker lost");
        node.lose();
      }
    }
  }
}
