package io.sluice.backbone.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * Whether brokers say anything to a consumer. A consumer polls on without a word while they are
 * away; but while they are there its fetches and heartbeats are answered, also when there is
 * nothing to read. Confined to the consumer's thread.
 */
final class BrokerContact {

  private final Metric received;
  private Object seen;

  BrokerContact(Consumer<?, ?> consumer) {
    this.received =
        consumer.metrics().values().stream()
            .filter(BrokerContact::isBytesReceived)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the consumer counts no bytes"));
    this.seen = received.metricValue();
  }

  /** Whether something has come since the last time this was asked. */
  boolean isNew() {
    Object now = received.metricValue();
    boolean more = !now.equals(seen);
    seen = now;
    return more;
  }

  private static boolean isBytesReceived(Metric metric) {
    return metric.metricName().name().equals("incoming-byte-total")
        && metric.metricName().group().equals("consumer-metrics");
  }
}
