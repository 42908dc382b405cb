package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.admin.KafkaAdminClient;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Tells how far consumer groups have come: what lies below the offset that a service's group has
 * committed will not be read again. That is no end of a command: one that is parked, or whose reply
 * is deferred, lies below it and is still to come. A copy of such a one harms nobody: a worker
 * finishes that of a parked one without a run, and that of a deferred one finds its transaction
 * done. Thread-safe.
 */
public final class CommittedOffsets {

  private static final int ANSWER_MILLIS = 5_000;

  private final KafkaAdminClient admin;

  private CommittedOffsets(KafkaAdminClient admin) {
    this.admin = admin;
  }

  public static CommittedOffsets open(Vertx vertx, KafkaConfig config) {
    var settings = new Properties();
    settings.putAll(
        config.client(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS)));
    return new CommittedOffsets(KafkaAdminClient.create(vertx, settings));
  }

  /**
   * What a group has committed of a topic, by partition: the offset of the record that it would
   * begin with. A partition, or a group, of which nothing is committed is not there.
   *
   * @return fails within 5 s when no broker answers
   */
  public Future<Map<Integer, Long>> of(String group, String topic) {
    return admin
        .listConsumerGroupOffsets(group)
        .map(
            offsets ->
                offsets.entrySet().stream()
                    .filter(one -> one.getKey().getTopic().equals(topic))
                    .collect(
                        Collectors.toUnmodifiableMap(
                            one -> one.getKey().getPartition(),
                            one -> one.getValue().getOffset())));
  }

  public Future<Void> close() {
    return admin.close();
  }
}
