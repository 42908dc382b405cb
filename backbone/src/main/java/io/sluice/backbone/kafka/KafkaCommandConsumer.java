package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CommandHandler;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a service's commands in its consumer group and gives them to the handler: different keys
 * side by side, the same key strictly in turn. An offset is committed when everything below it is
 * finished. A command is finished when its reply is acknowledged; what is no command for the
 * service is put aside as a dead letter, and is finished when that is acknowledged.
 *
 * <p>The handler runs on the given context.
 */
public final class KafkaCommandConsumer {

  private final KafkaReplySender replies;
  private final DeadLetters deadLetters;
  private final GroupReader<Reading> reader;

  public KafkaCommandConsumer(
      KafkaConfig config,
      Subscription subscription,
      Context context,
      CommandHandler handler,
      RecordSender sender) {
    this.replies = new KafkaReplySender(sender);
    this.deadLetters = new DeadLetters(sender);
    this.reader =
        new GroupReader<>(
            config,
            new GroupReader.Group(
                subscription.group(),
                "sluice-commands-" + subscription.group(),
                subscription.topics(),
                StartOffsets.BEGINNING,
                subscription.maxInFlight()),
            context,
            new CommandReader(subscription.operations()),
            sender,
            starts -> new DeliveryProcessor(starts, handler, replies, deadLetters)::process);
  }

  /**
   * What to read.
   *
   * @param group the service's consumer group
   * @param operations says which operations the service handles; the others are dead letters
   * @param maxInFlight how many commands may be in work at once; above it reading pauses. Those
   *     that wait for their key are not among them
   */
  public record Subscription(
      String group, List<String> topics, Predicate<String> operations, int maxInFlight) {

    public Subscription {
      topics = List.copyOf(topics);
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

  /** How many records were put aside for the reason. */
  public long deadLetters(DeadLetterReason reason) {
    return deadLetters.count(reason);
  }

  /** Reads no more, gives the work in hand 5 s, commits, and leaves the group. */
  public Future<Void> stop() {
    return reader.stop();
  }
}
