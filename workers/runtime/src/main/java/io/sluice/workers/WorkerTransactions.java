package io.sluice.workers;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.workers.database.Database;
import io.sluice.workers.handler.WorkerVerticle;
import io.sluice.workers.outbox.Publisher;
import io.sluice.workers.transaction.ServiceTransactions;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens a worker's transactions, where it has a database; its streams must be there. */
final class WorkerTransactions {

  private final WorkerVerticle worker;
  private final @Nullable KafkaConfig kafka;
  private final @Nullable RecordSender sender;
  private final InstantSource clock;

  WorkerTransactions(
      WorkerVerticle worker,
      @Nullable KafkaConfig kafka,
      @Nullable RecordSender sender,
      InstantSource clock) {
    this.worker = worker;
    this.kafka = kafka;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Opens them.
   *
   * @return empty where the worker has no database; fails where it publishes to streams that it
   *     cannot publish to
   */
  Future<Optional<ServiceTransactions>> open() {
    Set<String> streams = worker.named().streams();
    Optional<Database> database = worker.database();
    List<String> needy = worker.named().needingDatabase(kafka != null);
    if (database.isEmpty() && !needy.isEmpty()) {
      return Future.failedFuture(
          new IllegalArgumentException(
              "databases.%s is not set, and service %s has operations that need it: %s"
                  .formatted(worker.service(), worker.service(), String.join(", ", needy))));
    }
    if (database.isEmpty()) {
      return streams.isEmpty()
          ? Future.succeededFuture(Optional.empty())
          : cannotPublish("databases." + worker.service() + " is not set");
    }
    return publisher(streams)
        .compose(
            publisher ->
                ServiceTransactions.open(
                    worker.runsOn(), database.get(), worker.service(), streams, publisher, clock))
        .map(Optional::of);
  }

  private Future<Publisher> publisher(Set<String> streams) {
    if (kafka == null || sender == null) {
      return streams.isEmpty()
          ? Future.succeededFuture(
              (event, stream) -> Future.failedFuture("the worker publishes to no stream"))
          : cannotPublish("kafka.bootstrap-servers is not set");
    }
    var publisher = new KafkaPublisher(sender);
    if (streams.isEmpty()) {
      return Future.succeededFuture(publisher);
    }
    KafkaTopics admin = KafkaTopics.open(worker.runsOn().owner(), kafka);
    return admin
        .require(streams)
        .eventually(admin::close)
        .compose(there -> publisher.prepare(streams))
        .map(publisher);
  }

  private <T> Future<T> cannotPublish(String reason) {
    return Future.failedFuture(
        new IllegalArgumentException(
            "service " + worker.service() + " publishes to streams, and " + reason));
  }
}
