package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CommandRunner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a service's commands in its consumer group and has them run: different keys side by side,
 * the same key strictly in turn. An offset is committed when everything below it is finished. A
 * command is finished when its reply is acknowledged; what is no command for the service, or is
 * given up, is put aside as a dead letter, and is finished when that is acknowledged.
 *
 * <p>Commands run on the given context.
 */
public final class KafkaCommandConsumer {

  private final KafkaReplySender replies;
  private final DeadLetters deadLetters;
  private final Parking parking;
  private final GroupReader<Reading> reader;

  /** One that parks nothing. */
  public KafkaCommandConsumer(
      KafkaConfig config,
      Subscription subscription,
      Context context,
      CommandRunner runner,
      RecordSender sender) {
    this(config, subscription, context, runner, sender, null);
  }

  /**
   * One that has not joined its group.
   *
   * @param lot where commands wait that fail for too long; null where they hold up their keys
   */
  public KafkaCommandConsumer(
      KafkaConfig config,
      Subscription subscription,
      Context context,
      CommandRunner runner,
      RecordSender sender,
      @Nullable ParkingLot lot) {
    var clock = InstantSource.system();
    var commands = new CommandReader(subscription.operations());
    var room = new Room(subscription.maxInFlight());
    var alone = new Alone();
    this.replies = new KafkaReplySender(context.owner(), sender);
    this.deadLetters = new DeadLetters(sender);
    var parkedRuns = new ParkedRuns(context, clock, commands, runner, replies, deadLetters);
    this.parking = new Parking(context, lot, room, this::isRunning, parkedRuns, alone);
    var starts = new Starts(context, room, this::isRunning);
    var processor =
        new DeliveryProcessor(starts, alone, parking, clock, runner, replies, deadLetters);
    this.reader =
        new GroupReader<>(
            config, subscription.toRead(), context, room, commands, sender, processor);
  }

  /**
   * What to read.
   *
   * @param group the service's consumer group
   * @param operations says which operations the service handles; the others are dead letters
   * @param maxInFlight how many commands may be in work at once. Not among them are those that wait
   *     for their key, and up to four times as many, 500 or 8 MB that are answered and wait for
   *     Kafka to have the answer
   */
  public record Subscription(
      String group, List<String> topics, Predicate<String> operations, int maxInFlight) {

    public Subscription {
      topics = List.copyOf(topics);
      if (maxInFlight < 1) {
        throw new IllegalArgumentException("maxInFlight is " + maxInFlight + "; it is 1 or more");
      }
    }

    private GroupReader.Group toRead() {
      return new GroupReader.Group(
          group, "sluice-commands-" + group, topics, StartOffsets.BEGINNING);
    }
  }

  /**
   * Joins the group; completes when it has got its partitions.
   *
   * @return fails where a topic is missing or Kafka does not answer within 20 s; reading begins all
   *     the same when that is mended, unless {@link #stop()} is called
   */
  public Future<Void> start() {
    return reader.start();
  }

  /** Why no commands come, or none starts; empty while they do, or would. */
  public Optional<String> trouble() {
    return reader.trouble();
  }

  /**
   * How many records of a topic are not finished, in hand or not read yet, on the partitions that
   * this consumer has. A second old at most; what it last knew while no broker answers.
   */
  public long lag(String topic) {
    return reader.lag(topic);
  }

  /** How many replies Kafka has not acknowledged: their callers met the deadline. */
  public long unacknowledgedReplies() {
    return replies.unacknowledged();
  }

  /** How many records are parked of the partitions that this consumer has. */
  public int parkedRecords() {
    return parking.records();
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
