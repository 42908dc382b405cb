package io.sluice.backbone.deadletter;

import io.sluice.backbone.deadletter.LetterReader.Whole;
import io.sluice.backbone.kafka.DeadLetterHeaders;
import io.sluice.backbone.kafka.DiscardReply;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.RecordSender;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One topic's dead letters: those that nobody has redriven or discarded are open.
 *
 * <p>Two operators who redrive the same letter at the same moment send it twice; the inbox of a
 * transactional handler answers the second. All methods fail with a message for the operator. Each
 * reads the topic anew, within 30 s. Thread-safe.
 */
public final class DeadLetterQueue {

  /** How many open letters one answer holds at most. */
  public static final int MOST = 10_000;

  /** How long a redriven command may wait for its worker: as long as a recorded one. */
  private static final Duration REDRIVE_TIME = Duration.ofHours(24);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 100;

  private final Vertx vertx;
  private final KafkaConfig config;
  private final String origin;
  private final String topic;
  private final InstantSource clock;

  /**
   * The dead letters of a topic.
   *
   * @param origin the topic of the commands or events, not that of the letters
   */
  public DeadLetterQueue(Vertx vertx, KafkaConfig config, String origin, InstantSource clock) {
    this.vertx = vertx;
    this.config = config;
    this.origin = origin;
    this.topic = DeadLetterHeaders.topicOf(origin);
    this.clock = clock;
  }

  /**
   * Open letters by partition and offset.
   *
   * @param isAll whether there are no more than these
   */
  public record Listing(List<Letter> letters, boolean isAll) {

    public Listing {
      letters = List.copyOf(letters);
    }
  }

  /**
   * An open letter with its data.
   *
   * @param data as it came; empty where it was cut
   * @param later records of the same key behind it in its own topic: they went on without it
   */
  public record Opened(Letter letter, Buffer data, Later later) {}

  /**
   * What came after a letter.
   *
   * @param first of them the first few offsets, in the letter's partition
   * @param isAll whether the topic was read to its end, not only for 100,000 records
   */
  public record Later(long count, List<Long> first, boolean isAll) {

    public Later {
      first = List.copyOf(first);
    }
  }

  /** The open letters, {@link #MOST} at most. */
  public Future<Listing> list() {
    return reading(letters -> letters.list(MOST));
  }

  /** One open letter. */
  public Future<Opened> open(LetterId id) {
    return reading(letters -> letters.open(id));
  }

  /**
   * Sends one open letter to the topic where it came from, with a day's time. The reply goes where
   * replies are kept: the caller does not wait any more, as a rule, and the ledger may.
   */
  public Future<Void> redrive(LetterId id) {
    return sending(
        sender ->
            reading(letters -> letters.whole(letters.openRecord(id)))
                .compose(letter -> redrive(sender, letter)));
  }

  /**
   * Sends all open letters, one after the other, in the order of each key.
   *
   * @return how many; after a failure those before it are redriven
   */
  public Future<Integer> redriveAll() {
    return sending(
        sender ->
            all(
                ids ->
                    reading(letters -> letters.whole(new TreeSet<>(ids)))
                        .compose(found -> inTurn(found, letter -> redrive(sender, letter)))));
  }

  /** Lays one open letter aside for good; a command is answered by a problem then. */
  public Future<Void> discard(LetterId id) {
    return sending(
        sender ->
            reading(letters -> letters.openRecord(id)).compose(letter -> discard(sender, letter)));
  }

  /**
   * Lays all open letters aside for good, as {@link #discard} does.
   *
   * @return how many
   */
  public Future<Integer> discardAll() {
    return sending(
        sender ->
            all(
                ids ->
                    reading(letters -> letters.records(new TreeSet<>(ids)))
                        .compose(found -> inTurn(found, letter -> discard(sender, letter)))));
  }

  private Future<Integer> all(Function<List<LetterId>, Future<Void>> action) {
    return list()
        .map(listing -> listing.letters().stream().map(Letter::id).toList())
        .compose(ids -> inTurn(portions(ids), action).map(done -> ids.size()));
  }

  private static List<List<LetterId>> portions(List<LetterId> ids) {
    List<List<LetterId>> portions = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      portions.add(ids.subList(from, Math.min(ids.size(), from + AT_ONCE)));
    }
    return portions;
  }

  private static <E> Future<Void> inTurn(List<E> elements, Function<E, Future<Void>> action) {
    Future<Void> done = Future.succeededFuture();
    for (E element : elements) {
      done = done.compose(before -> action.apply(element));
    }
    return done;
  }

  /** Marked only when it is surely there: rather twice than not at all. */
  private Future<Void> redrive(RecordSender sender, Whole letter) {
    LetterId id = LetterId.of(letter.record());
    return Future.succeededFuture(letter)
        .map(whole -> Redrive.of(whole, clock.instant().plus(REDRIVE_TIME)))
        .recover(failure -> Future.failedFuture(explained(id, failure)))
        .compose(sender::send)
        .compose(sent -> sender.send(Mark.REDRIVEN.on(topic, id)));
  }

  private static Throwable explained(LetterId id, Throwable failure) {
    return failure instanceof DecodeException || failure instanceof ClassCastException
        ? new IllegalStateException(
            "the dead letter " + id + " cannot be redriven: it is a structured event and no JSON")
        : failure;
  }

  /** Marked only when the ledger surely learns of it: of two replies the first counts. */
  private Future<Void> discard(RecordSender sender, ConsumerRecord<byte[], byte[]> letter) {
    return DiscardReply.to(letter, clock.instant())
        .map(reply -> sender.prepare(List.of(reply.topic())).compose(ready -> sender.send(reply)))
        .orElseGet(Future::succeededFuture)
        .compose(told -> sender.send(Mark.DISCARDED.on(topic, LetterId.of(letter))));
  }

  private <T> Future<T> reading(Function<LetterReader, T> work) {
    return vertx
        .executeBlocking(
            () -> {
              try (var reader = new TopicReader(config, LIMIT)) {
                return work.apply(new LetterReader(reader, origin));
              }
            },
            false)
        .map(Objects::requireNonNull);
  }

  private <T> Future<T> sending(Function<RecordSender, Future<T>> work) {
    return RecordSender.open(vertx, config, List.of(origin, topic))
        .compose(sender -> work.apply(sender).eventually(sender::close));
  }
}
