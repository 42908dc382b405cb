package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/** Makes a producer that may never block learn its topics, by asking until it knows them. */
final class MetadataWarmUp {

  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final Instant end;
  private final Vertx vertx;
  private final Producer<?, ?> producer;

  MetadataWarmUp(Vertx vertx, Producer<?, ?> producer, Duration limit) {
    this.end = Instant.now().plus(limit);
    this.vertx = vertx;
    this.producer = producer;
  }

  /** Completes when all topics are known; fails when one is not within the limit. */
  Future<Void> fetch(Collection<String> topics) {
    return vertx
        .executeBlocking(() -> topics.stream().filter(topic -> !isKnown(topic)).toList())
        .compose(this::again);
  }

  private Future<Void> again(List<String> missing) {
    if (missing.isEmpty()) {
      return Future.succeededFuture();
    }
    if (Instant.now().isAfter(end)) {
      return Future.failedFuture(
          new IllegalStateException(
              "Kafka does not answer, or has no topic " + String.join(", ", missing)));
    }
    return vertx.timer(BETWEEN.toMillis(), TimeUnit.MILLISECONDS).compose(fired -> fetch(missing));
  }

  private boolean isKnown(String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (TimeoutException e) {
      return false;
    }
  }
}
