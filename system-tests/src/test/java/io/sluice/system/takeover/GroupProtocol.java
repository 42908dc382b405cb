package io.sluice.system.takeover;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** How a group agrees on who reads what. */
enum GroupProtocol {
  /** As Sluice's workers have it. */
  CLASSIC,
  /** KIP-848 with the broker's own times. */
  CONSUMER,
  /** KIP-848 with the times of the first; the broker's least values are lowered for it. */
  CONSUMER_SHORT;

  /** What each member is set to. */
  Map<String, Object> ofMembers() {
    return switch (this) {
      case CLASSIC ->
          Map.of(
              "group.protocol",
              "classic",
              "partition.assignment.strategy",
              List.of(CooperativeStickyAssignor.class.getName()),
              "session.timeout.ms",
              6_000,
              "heartbeat.interval.ms",
              1_500);
      case CONSUMER, CONSUMER_SHORT -> Map.of("group.protocol", "consumer");
    };
  }

  /** What the group is set to at the broker. */
  Map<String, String> ofGroup() {
    return switch (this) {
      case CLASSIC, CONSUMER -> Map.of();
      case CONSUMER_SHORT ->
          Map.of("consumer.session.timeout.ms", "6000", "consumer.heartbeat.interval.ms", "1500");
    };
  }
}
