package io.sluice.backbone.eventbus;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** One worker node that serves one service, as a gateway sees it. Thread-safe. */
final class WorkerNode {

  private final AtomicInteger outstanding = new AtomicInteger();
  private final String address;
  private volatile Announcement announcement;
  private volatile Instant heard;

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

  boolean isSilentSince(Instant limit) {
    return heard.isBefore(limit);
  }

  boolean isOn(String node) {
    return announcement.node().equals(node);
  }

  boolean handles(String service, String operation) {
    return announcement.service().equals(service) && announcement.operations().contains(operation);
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

  void release() {
    outstanding.decrementAndGet();
  }
}
