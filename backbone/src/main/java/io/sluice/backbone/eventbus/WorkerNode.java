package io.sluice.backbone.eventbus;

import io.vertx.core.Context;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One worker node that serves one service, as a gateway sees it. Thread-safe. */
final class WorkerNode {

  private final AtomicInteger outstanding = new AtomicInteger();
  private final Set<HeldCall> held = ConcurrentHashMap.newKeySet();
  private final Ejection ejection = new Ejection();
  private final String address;
  private volatile Announcement announcement;
  private volatile Instant heard;
  private volatile boolean lost;

  WorkerNode(Announcement announcement, Instant heard) {
    this.address = BusAddress.of(announcement.service(), announcement.node());
    this.announcement = announcement;
    this.heard = heard;
  }

  String address() {
    return address;
  }

  void hear(Announcement again, Instant at) {
    announcement = again;
    heard = at;
  }

  /** As if it had been heard then. */
  void countSilenceFrom(Instant at) {
    heard = at;
  }

  boolean isSilentSince(Instant limit) {
    return heard.isBefore(limit);
  }

  boolean isOn(String node) {
    return announcement.node().equals(node);
  }

  boolean isLeaving() {
    return announcement.leaving();
  }

  /** Not when it is leaving: then it only ends what it has. */
  boolean serves(String service) {
    return !announcement.leaving() && announcement.service().equals(service);
  }

  boolean handles(String service, String operation) {
    return serves(service) && announcement.operations().contains(operation);
  }

  /** Whether it answers, as far as is known. */
  Ejection ejection() {
    return ejection;
  }

  int outstanding() {
    return outstanding.get();
  }

  /** Takes one place, if the node has one left. */
  boolean tryAcquire() {
    if (outstanding.incrementAndGet() <= announcement.capacity()) {
      return true;
    }
    outstanding.decrementAndGet();
    return false;
  }

  /** A call that ends at the latest when the node is lost. */
  HeldCall hold(Context context) {
    HeldCall call = new HeldCall(context);
    held.add(call);
    if (lost) {
      call.lose(address);
    }
    return call;
  }

  /** Gives back the call's place. */
  void release(HeldCall call) {
    held.remove(call);
    outstanding.decrementAndGet();
  }

  /** Ends every call that it has. */
  void lose() {
    lost = true;
    held.forEach(call -> call.lose(address));
  }
}
