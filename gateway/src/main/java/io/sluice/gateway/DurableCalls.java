package io.sluice.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.eventbus.EventBusCancellationSender;
import io.sluice.backbone.kafka.CommittedOffsets;
import io.sluice.backbone.kafka.DurableReplies;
import io.sluice.backbone.kafka.KafkaCancellationSender;
import io.sluice.backbone.kafka.KafkaCommandSender;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.RecordedAnswers;
import io.sluice.backbone.message.Cancellation;
import io.sluice.cluster.membership.Membership;
import io.sluice.cluster.node.StopSequence;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.dispatch.KafkaLine;
import io.sluice.gateway.invocation.CommandTopic;
import io.sluice.gateway.invocation.Durability;
import io.sluice.gateway.invocation.Durability.Surroundings;
import io.sluice.gateway.invocation.DurableWay;
import io.sluice.gateway.invocation.Invocations;
import io.sluice.gateway.invocation.LedgerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's ledger, and what it needs of Kafka, which is opened with the first durable operation.
 */
final class DurableCalls {

  private static final Logger log = LoggerFactory.getLogger(DurableCalls.class);

  private final FailureSpell untold;
  private final StopSequence toStop = new StopSequence();
  private final Vertx vertx;
  private final KafkaConfig kafka;
  private final Supplier<Optional<Contract>> contract;
  private volatile @Nullable Durability durability;
  private volatile @Nullable KafkaCancellationSender control;
  private volatile @Nullable DurableReplies replies;

  private DurableCalls(
      Vertx vertx, KafkaConfig kafka, InstantSource clock, Supplier<Optional<Contract>> contract) {
    this.vertx = vertx;
    this.kafka = kafka;
    this.contract = contract;
    this.untold = new FailureSpell(clock);
  }

  /**
   * Opens the ledger.
   *
   * @param mostWaiting how many recorded calls may wait for their end at once
   * @param contract the one that is served; empty until there is one
   * @return fails with a message for the operator
   */
  static Future<DurableCalls> open(
      Membership membership,
      KafkaConfig kafka,
      LedgerConfig ledger,
      int mostWaiting,
      InstantSource clock,
      Supplier<Optional<Contract>> contract) {
    var calls = new DurableCalls(membership.vertx(), kafka, clock, contract);
    var node =
        new Surroundings(
            membership.vertx(),
            clock,
            mostWaiting,
            id -> contract.get().flatMap(one -> one.operation(id)),
            new EventBusCancellationSender(membership.vertx())::send,
            calls::tellControl,
            "/gateway/" + membership.nodeId());
    return Durability.open(node, ledger)
        .map(
            opened -> {
              calls.durability = opened;
              calls.toStop.push("ledger", opened::stop);
              return calls;
            })
        .recover(failure -> Future.failedFuture(cannotOpen(ledger, failure)));
  }

  Invocations invocations() {
    return opened().invocations();
  }

  RecordedAnswers answers() {
    return opened().answers();
  }

  /** Shows what the operator has to see. */
  void measure(MeterRegistry meters) {
    opened().measure(meters);
    Gauge.builder("sluice.ledger.replies.read", this, all -> all.readsReplies() ? 1 : 0)
        .description("Whether the gateways' common group reads recorded replies here")
        .register(meters);
    count(
        meters,
        "sluice.ledger.replies.failures",
        "Batches of recorded replies that the group could not have written",
        DurableReplies::failures);
    count(
        meters,
        "sluice.ledger.replies.malformed",
        "What the group read and was neither a reply nor progress",
        DurableReplies::malformed);
  }

  private boolean readsReplies() {
    DurableReplies read = replies;
    return read != null && read.isReady();
  }

  private void count(
      MeterRegistry meters, String name, String description, ToLongFunction<DurableReplies> count) {
    FunctionCounter.builder(name, this, all -> all.counted(count))
        .description(description)
        .register(meters);
  }

  private long counted(ToLongFunction<DurableReplies> count) {
    DurableReplies read = replies;
    return read == null ? 0 : count.applyAsLong(read);
  }

  /** The topics beside those of the commands that the operations need. */
  static List<String> controlTopics(Contract contract) {
    return contract.operations().stream()
        .filter(Operation::isDurable)
        .map(one -> KafkaCancellationSender.topicOf(one.service()))
        .distinct()
        .toList();
  }

  /**
   * Begins to work on what is recorded, once. The group's replies are a fall-back: nobody waits
   * until they are read.
   */
  void begin(KafkaLine line, PendingCalls pending) {
    if (opened().hasBegun()) {
      return;
    }
    control = new KafkaCancellationSender(line.sender());
    var committed = CommittedOffsets.open(vertx, kafka);
    toStop.push("committed offsets", committed::close);
    opened()
        .begin(
            new KafkaCommandSender(line.sender(), line.lane()),
            pending,
            this::topics,
            one -> committed.of(one.service(), one.topic()));
    var read = new DurableReplies(kafka, opened()::record);
    replies = read;
    toStop.push("durable replies", read::stop);
    read.start()
        .onFailure(
            failure ->
                log.atWarn()
                    .addKeyValue("reason", failure.toString())
                    .log("recorded replies are not read by the group yet"));
  }

  /** The line's end for the calls of a durable operation. */
  CallDispatcher over(Operation operation) {
    return opened().over(way(operation));
  }

  /** Nobody waits any more for what is recorded, or can be. */
  void release() {
    opened().release();
  }

  /** Before Kafka is closed: nothing more of what is recorded is sent. */
  Future<Void> stopSending() {
    return opened().stopSending();
  }

  Future<Void> stop() {
    return toStop.stop();
  }

  private Durability opened() {
    Durability opened = durability;
    if (opened == null) {
      throw new IllegalStateException("not opened");
    }
    return opened;
  }

  /** Those of several operations are the same, and are looked at once. */
  private List<CommandTopic> topics() {
    return contract.get().stream()
        .flatMap(one -> one.operations().stream())
        .filter(Operation::isDurable)
        .map(one -> new CommandTopic(one.service(), one.topic().orElseThrow()))
        .distinct()
        .toList();
  }

  private static DurableWay way(Operation operation) {
    return new DurableWay(
        operation.id(),
        operation.service(),
        operation.topic().orElseThrow(),
        operation.allowsAccepted());
  }

  private void tellControl(String service, Cancellation cancellation) {
    KafkaCancellationSender open = control;
    if (open != null) {
      open.send(service, cancellation).onSuccess(told -> logTold()).onFailure(this::logUntold);
    }
  }

  private void logTold() {
    untold
        .endedBySuccess()
        .ifPresent(
            failures ->
                log.atInfo()
                    .addKeyValue("failures", failures)
                    .log("cancellations reach the services' control topics again"));
  }

  private void logUntold(Throwable failure) {
    if (untold.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", failure.toString())
          .log("cancellations may not have reached the services' control topics");
    }
  }

  private static IllegalStateException cannotOpen(LedgerConfig ledger, Throwable failure) {
    return new IllegalStateException(
        "the ledger at %s cannot be opened: %s".formatted(ledger.access(), failure.getMessage()),
        failure);
  }
}
