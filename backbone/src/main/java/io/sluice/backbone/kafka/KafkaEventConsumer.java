package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.EventHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads streams in a service's consumer group and gives their events to the handler: different keys
 * side by side, the same key strictly in turn. An offset is committed when everything below it is
 * finished. An event is finished when it is handled, or when it is a dead letter and the handler
 * knows; what is no event is put aside as a dead letter.
 *
 * <p>The handler runs on the given context.
 */
public final class KafkaEventConsumer {

  private final DeadLetters deadLetters;
  private final GroupReader<EventReading> reader;

  /**
   * One that has not joined its group.
   *
   * @param lot where attempts are written down at events that may have ended a process; null where
   *     they are not counted
   */
  public KafkaEventConsumer(
      KafkaConfig config,
      Subscription subscription,
      Context context,
      EventHandler handler,
      RecordSender sender,
      @Nullable ParkingLot lot) {
    var room = new Room(subscription.maxInFlight());
    var starts = new Starts(context, room, this::isRunning);
    this.deadLetters = new DeadLetters(sender);
    this.reader =
        new GroupReader<>(
            config,
            subscription.toRead(),
            context,
            room,
            EventReading.reader(),
            sender,
            new EventProcessing(context, starts, lot, handler, deadLetters));
  }

  /**
   * What to read.
   *
   * @param group the service's consumer group
   * @param from where the group begins a stream that it has not read before: with the first event
   *     that the broker has not got before this time. A stream that is not named here is read from
   *     its beginning
   * @param maxInFlight how many events may be in work at once. Those that wait for their key are
   *     not among them
   */
  public record Subscription(
      String group, Set<String> streams, Map<String, Instant> from, int maxInFlight) {

    public Subscription {
      streams = Set.copyOf(streams);
      from = Map.copyOf(from);
      if (maxInFlight < 1) {
        throw new IllegalArgumentException("maxInFlight is " + maxInFlight + "; it is 1 or more");
      }
    }

    private GroupReader.Group toRead() {
      return new GroupReader.Group(
          group, "sluice-events-" + group, List.copyOf(streams), new StartOffsets(from));
    }
  }

  /**
   * Joins the group; completes when it has got its partitions.
   *
   * @return fails where a stream or its dead-letter topic is missing or Kafka does not answer
   *     within 20 s; reading begins all the same when that is mended, unless {@link #stop()} is
   *     called
   */
  public Future<Void> start() {
    return reader.start();
  }

  /** Why no events come, or none starts; empty while they do, or would. */
  public Optional<String> trouble() {
    return reader.trouble();
  }

  /**
   * How many records of a stream are not finished, in hand or not read yet, on the partitions that
   * this consumer has. A second old at most; what it last knew while no broker answers.
   */
  public long lag(String stream) {
    return reader.lag(stream);
  }

  /** How many records were put aside for the reason. */
  public long deadLetters(DeadLetterReason reason) {
    return deadLetters.count(reason);
  }

  /** Reads no more, gives the work in hand 5 s, commits, and leaves the group. */
  public Future<Void> stop() {
    return reader.stop();
  }

  private boolean isRunning() {
    return reader.isRunning();
  }
}
