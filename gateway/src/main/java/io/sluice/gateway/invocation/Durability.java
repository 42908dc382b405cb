package io.sluice.gateway.invocation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.kafka.KafkaCommandSender;
import io.sluice.backbone.kafka.RecordedAnswers;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Message;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What makes the invocations of one node durable: the ledger, who writes it, who waits for it, and
 * who sweeps behind it.
 */
public final class Durability {

  private final WorkTimes times = new WorkTimes();
  private final Surroundings node;
  private final Ledger ledger;
  private final OwnCalls own;
  private final Watch watch;
  private final ReplyRecorder recorder;
  private final Cancelling cancelling;
  private final Invocations invocations;
  private volatile @Nullable DurableLine line;
  private volatile @Nullable Resending resending;
  private volatile @Nullable Sweeper sweeper;

  /**
   * What it has to know of its node.
   *
   * @param mostWaiting how many recorded calls may wait for their end at once
   * @param operations of the contract that is served, by id
   * @param bus tells all workers of a service that are there of a cancellation
   * @param control tells those that are not on the bus
   * @param source who sends: {@code /gateway/<node>}
   */
  public record Surroundings(
      Vertx vertx,
      InstantSource clock,
      int mostWaiting,
      Function<String, Optional<Operation>> operations,
      BiConsumer<String, Cancellation> bus,
      BiConsumer<String, Cancellation> control,
      String source) {}

  private Durability(Surroundings node, LedgerConfig config, Ledger ledger) {
    this.node = node;
    this.ledger = ledger;
    this.own = new OwnCalls(node.vertx(), node.mostWaiting());
    this.watch = new Watch(node.vertx(), ledger::see);
    this.recorder = new ReplyRecorder(node.vertx(), ledger, node.operations(), own, watch, times);
    this.cancelling = new Cancelling(node.bus(), node.control(), node.source(), node.clock());
    this.invocations = new Invocations(ledger, watch, cancelling, times, config.maxAge());
  }

  /**
   * Opens the ledger.
   *
   * @return fails where the database is not there
   */
  public static Future<Durability> open(Surroundings node, LedgerConfig config) {
    return Ledger.open(node.vertx(), config).map(ledger -> new Durability(node, config, ledger));
  }

  /** What callers see of their invocations. */
  public Invocations invocations() {
    return invocations;
  }

  /** Hears what comes on the node's lane. */
  public RecordedAnswers answers() {
    return recorder;
  }

  /** Takes what the group of all nodes reads; fails where it has to be read again. */
  public Future<Void> record(List<Message> messages) {
    return recorder.record(messages);
  }

  /**
   * Begins to send, when the node's ends on Kafka are open.
   *
   * @param topics of the contract that is served, each once
   * @param committed how far a service's group is done with its topic, by partition
   */
  public void begin(
      KafkaCommandSender kafka,
      PendingCalls pending,
      Supplier<Collection<CommandTopic>> topics,
      Function<CommandTopic, Future<Map<Integer, Long>>> committed) {
    CommandSender sender = CommandSender.over(kafka);
    line = new DurableLine(ledger, sender, pending, own, watch, times, node.clock());
    var again = new Resending(ledger, sender, committed);
    resending = again;
    var sweeping = new Sweeper(node.vertx(), ledger, again, topics, cancelling);
    sweeper = sweeping;
    sweeping.start();
  }

  public boolean hasBegun() {
    return line != null;
  }

  /** The line's end for the calls of one operation. */
  public CallDispatcher over(DurableWay way) {
    DurableLine begun = line;
    if (begun == null) {
      throw new IllegalStateException("Kafka is not open");
    }
    return new DurableDispatcher(begun, way);
  }

  /** The node stops: whoever waits for what is or can be recorded is told so, and waits no more. */
  public void release() {
    watch.release();
    DurableLine begun = line;
    if (begun != null) {
      begun.stop();
    }
  }

  /** Sends nothing more of what is recorded; completes when what is being sent has ended. */
  public Future<Void> stopSending() {
    Sweeper sweeping = sweeper;
    return sweeping == null ? Future.succeededFuture() : sweeping.stop();
  }

  public Future<Void> stop() {
    return stopSending().eventually(watch::stop).eventually(ledger::close);
  }

  /** Shows what the operator has to see. */
  public void measure(MeterRegistry meters) {
    gauge(
        meters, "sluice.invocations.waiting", "Recorded calls whose end is waited for", own::size);
    gauge(
        meters,
        "sluice.invocations.followed",
        "Callers who wait for a change of an invocation",
        watch::size);
    gauge(meters, "sluice.ledger.waiting", "What is to be written to the ledger", ledger::waiting);
    count(
        meters,
        "sluice.ledger.dropped",
        "News that was not written to the ledger",
        ledger::dropped);
    count(meters, "sluice.replies.late", "Replies to invocations that had ended", recorder::late);
    resent(meters, "unacknowledged", Resending::unsentAgain);
    resent(meters, "unanswered", Resending::swallowedAgain);
    count(
        meters,
        "sluice.invocations.expired",
        "Invocations that nobody ended in their time",
        this::expired);
  }

  private static void gauge(
      MeterRegistry meters, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(meters);
  }

  private void resent(MeterRegistry meters, String reason, ToLongFunction<Resending> count) {
    FunctionCounter.builder("sluice.commands.resent", this, all -> resent(count))
        .description("Recorded commands that were sent again")
        .tag("reason", reason)
        .register(meters);
  }

  private void count(MeterRegistry meters, String name, String description, LongSupplier count) {
    FunctionCounter.builder(name, this, all -> count.getAsLong())
        .description(description)
        .register(meters);
  }

  private long resent(ToLongFunction<Resending> count) {
    Resending again = resending;
    return again == null ? 0 : count.applyAsLong(again);
  }

  private long expired() {
    Sweeper sweeping = sweeper;
    return sweeping == null ? 0 : sweeping.expired();
  }
}
