package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.NotSentException;
import io.sluice.backbone.message.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records from an event loop, which the producer must never block: the metadata of its topics
 * is fetched before the first send and kept, and the bytes under way are bounded below the
 * producer's own buffer.
 *
 * <p>It is the plain producer, not vertx-kafka-client's, which hops to a worker thread for each
 * record (docs/decisions/0004). Thread-safe.
 */
public final class RecordSender {

  private static final long MAX_BYTES_UNDER_WAY = ProducerSettings.BUFFER_BYTES / 2;
  private static final int RECORD_OVERHEAD = 1024;
  private static final Duration METADATA_WAIT = Duration.ofSeconds(20);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final AtomicLong bytesUnderWay = new AtomicLong();
  private final Vertx vertx;
  private final KafkaProducer<byte[], byte[]> producer;

  private RecordSender(Vertx vertx, KafkaProducer<byte[], byte[]> producer) {
    this.vertx = vertx;
    this.producer = producer;
  }

  /**
   * Opens a producer that is ready for the given topics.
   *
   * @return fails with a clear message when the topics' metadata cannot be had within 20 s
   */
  public static Future<RecordSender> open(
      Vertx vertx, KafkaConfig config, Collection<String> topics) {
    return open(vertx, config, topics, METADATA_WAIT);
  }

  static Future<RecordSender> open(
      Vertx vertx, KafkaConfig config, Collection<String> topics, Duration limit) {
    return vertx
        .executeBlocking(
            () ->
                new KafkaProducer<>(
                    config.client(ProducerSettings.ALL),
                    new ByteArraySerializer(),
                    new ByteArraySerializer()))
        .compose(
            producer -> {
              var sender = new RecordSender(vertx, producer);
              return new MetadataWarmUp(vertx, producer, limit)
                  .fetch(topics)
                  .recover(
                      failure -> sender.close().transform(ended -> Future.failedFuture(failure)))
                  .map(sender);
            });
  }

  /**
   * Sends one record. Never blocks.
   *
   * @return completes when the broker has acknowledged, on the producer's thread; fails with {@link
   *     NotSentException} where nothing was written, and otherwise with an unknown outcome
   */
  public Future<Void> send(ProducerRecord<byte[], byte[]> record) {
    return submit(record, (acknowledged, place) -> acknowledged.complete());
  }

  /** The same; tells where the broker has put the record. */
  public Future<Position> sendAndLocate(ProducerRecord<byte[], byte[]> record) {
    return submit(record, (acknowledged, place) -> acknowledged.complete(Position.of(place)));
  }

  private <T> Future<T> submit(
      ProducerRecord<byte[], byte[]> record, BiConsumer<Promise<T>, RecordMetadata> onSuccess) {
    long bytes = (long) sizeOf(record) + RECORD_OVERHEAD;
    if (bytesUnderWay.addAndGet(bytes) > MAX_BYTES_UNDER_WAY) {
      bytesUnderWay.addAndGet(-bytes);
      return Future.failedFuture(
          new NotSentException(Failure.OVERLOADED, "Too much is waiting to be sent."));
    }
    var submission = new Submission<>(bytes, onSuccess);
    try {
      // The callback tells all that the future would.
      var unused = producer.send(record, submission::end);
    } catch (KafkaException | IllegalStateException e) {
      submission.fail(e);
    }
    submission.submitted = true;
    return submission.acknowledged.future();
  }

  private static int sizeOf(ProducerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    return value == null ? 0 : value.length;
  }

  /**
   * Makes the sender ready for more topics.
   *
   * @return fails with a clear message when their metadata cannot be had within 20 s
   */
  public Future<Void> prepare(Collection<String> topics) {
    return new MetadataWarmUp(vertx, producer, METADATA_WAIT).fetch(topics);
  }

  /** Sends what is under way, for at most 5 s, and closes the producer. */
  public Future<Void> close() {
    return vertx.executeBlocking(Executors.callable(() -> producer.close(CLOSE_WAIT))).mapEmpty();
  }

  private final class Submission<T> {
    private final Promise<T> acknowledged = Promise.promise();
    private final Thread caller = Thread.currentThread();
    private final BiConsumer<Promise<T>, RecordMetadata> onSuccess;
    private final long bytes;
    private boolean submitted;

    private Submission(long bytes, BiConsumer<Promise<T>, RecordMetadata> onSuccess) {
      this.bytes = bytes;
      this.onSuccess = onSuccess;
    }

    private void end(RecordMetadata place, @Nullable Exception failure) {
      if (failure == null) {
        bytesUnderWay.addAndGet(-bytes);
        onSuccess.accept(acknowledged, place);
      } else {
        fail(failure);
      }
    }

    /**
     * The producer reports what it never accepted inside send. The caller's thread alone does not
     * say so: the caller may itself run on the producer's thread.
     */
    private void fail(Exception failure) {
      bytesUnderWay.addAndGet(-bytes);
      if (Thread.currentThread() == caller && !submitted) {
        acknowledged.fail(
            new NotSentException(
                Failure.BACKBONE_UNAVAILABLE, "The backbone cannot take the call now.", failure));
      } else {
        acknowledged.fail(failure);
      }
    }
  }
}
