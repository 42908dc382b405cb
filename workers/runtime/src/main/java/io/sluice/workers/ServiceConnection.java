package io.sluice.workers;

import io.micrometer.core.instrument.Meter;
import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.eventbus.Announcement;
import io.sluice.backbone.eventbus.Announcer;
import io.sluice.backbone.eventbus.CancellationConsumer;
import io.sluice.backbone.eventbus.EventBusCommandConsumer;
import io.sluice.backbone.kafka.KafkaCommandConsumer;
import io.sluice.backbone.kafka.KafkaCommandConsumer.Subscription;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.KafkaProgressSender;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.message.Command;
import io.sluice.cluster.node.StopSequence;
import io.sluice.workers.database.Database;
import io.sluice.workers.handler.ProgressReport;
import io.sluice.workers.handler.Transactions;
import io.sluice.workers.handler.WorkerVerticle;
import io.sluice.workers.inbox.Inbox;
import io.sluice.workers.processing.CommandProcessor;
import io.sluice.workers.processing.ProgressReports;
import io.sluice.workers.processing.RetriesInPlace;
import io.sluice.workers.processing.StartedOnce;
import io.sluice.workers.retry.ParkedRecords;
import io.sluice.workers.retry.StartedCommands;
import io.sluice.workers.transaction.ServiceTransactions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One deployed worker and its ways in: what {@link #open} opened, {@link #close} closes in reverse,
 * also when the opening stopped half-way.
 */
final class ServiceConnection {

  private static final Duration WORK_WAIT = Duration.ofSeconds(5);

  private final StopSequence toClose = new StopSequence();
  private final Vertx vertx;
  private final String nodeId;
  private final WorkerConfig config;
  private final WorkerMeters meters;
  private final WorkerVerticle worker;
  private final CommandProcessor processor;
  private final WorkInProgress work = new WorkInProgress();
  private final InstantSource clock;
  private volatile Transactions transactions = Transactions.NONE;
  private volatile Function<Command, ProgressReport> progress = command -> ProgressReport.NONE;
  private @Nullable ServiceTransactions opened;
  private Supplier<Optional<String>> trouble = Optional::empty;
  private Consumer<Boolean> takesBusWork = taking -> {};

  ServiceConnection(
      Vertx vertx,
      String nodeId,
      WorkerConfig config,
      InstantSource clock,
      WorkerMeters meters,
      WorkerVerticle worker,
      String deployment) {
    this.vertx = vertx;
    this.nodeId = nodeId;
    this.config = config;
    this.meters = meters;
    this.worker = worker;
    this.processor =
        new CommandProcessor(
            worker.named(),
            source(),
            clock,
            config.handlerTimeout(),
            worker.database().isPresent()
                ? (call, body) -> transactions.run(call, body)
                : Transactions.NONE,
            command -> progress.apply(command));
    this.clock = clock;
    toClose.push("verticle", () -> vertx.undeploy(deployment));
  }

  /** Completes when commands reach the worker. */
  Future<Void> open(@Nullable RecordSender sender) {
    return openTransactions(sender)
        .onComplete(opened -> toClose.push("work in hand", () -> work.ended(vertx, WORK_WAIT)))
        .compose(opened -> listenForCancellations())
        .compose(listening -> joinGroup(sender))
        .compose(joined -> readStreams(sender))
        .compose(reading -> registerOnBus())
        .compose(registered -> announce());
  }

  Future<Void> check() {
    return trouble
        .get()
        .map(reason -> Future.<Void>failedFuture(reason + " (" + worker.service() + ")"))
        .orElseGet(() -> checkDatabase().compose(there -> worker.check()).mapEmpty());
  }

  /** Whether gateways shall send it commands over the bus; those from Kafka come all the same. */
  void takeBusWork(boolean taking) {
    takesBusWork.accept(taking);
  }

  Future<Void> close() {
    return toClose.stop();
  }

  private Future<Void> openTransactions(@Nullable RecordSender sender) {
    return new WorkerTransactions(worker, config.kafka(), sender, clock)
        .open()
        .map(
            found -> {
              found.ifPresent(
                  here -> {
                    transactions = here;
                    opened = here;
                    toClose.push("transactions", here::close);
                    List<Meter> measured = meters.measure(here.waiting(), worker.service());
                    toClose.push("meters of replies", () -> forget(measured));
                  });
              return null;
            });
  }

  private Future<Void> checkDatabase() {
    return worker
        .database()
        .map(
            database ->
                database
                    .ping()
                    .recover(
                        failure ->
                            Future.failedFuture(
                                "the database does not answer (" + worker.service() + ")")))
        .orElseGet(Future::succeededFuture);
  }

  private Future<Void> listenForCancellations() {
    return onWorkersContext(
            () -> CancellationConsumer.register(vertx, worker.service(), processor::cancel))
        .map(
            consumer -> {
              toClose.push("cancellations", consumer::unregister);
              return null;
            });
  }

  private Future<Void> joinGroup(@Nullable RecordSender sender) {
    KafkaConfig kafka = config.kafka();
    if (kafka == null || sender == null || worker.named().operations().isEmpty()) {
      return Future.succeededFuture();
    }
    progress =
        new ProgressReports(worker.runsOn(), new KafkaProgressSender(sender), source(), clock)::of;
    String topic = worker.service() + ".commands";
    var subscription =
        new Subscription(
            worker.service(),
            List.of(topic),
            worker.named().operations()::contains,
            config.capacity());
    var consumer =
        new KafkaCommandConsumer(
            kafka,
            subscription,
            worker.runsOn(),
            work.over(metered(startedOnce(), "kafka")),
            sender,
            worker
                .database()
                .map(database -> new ParkedRecords(database.pool(), worker.service()))
                .orElse(null));
    trouble = consumer::trouble;
    List<Meter> measured = meters.measure(consumer, worker.service(), topic);
    toClose.push("meters", () -> forget(measured));
    toClose.push("command consumer", consumer::stop);
    return consumer.start();
  }

  private Future<Void> readStreams(@Nullable RecordSender sender) {
    var reading = new StreamReading(worker, config, meters);
    Supplier<Optional<String>> ofCommands = trouble;
    trouble = () -> ofCommands.get().or(reading::trouble);
    toClose.push("event consumer", reading::close);
    return reading.open(opened, sender);
  }

  private Future<Void> registerOnBus() {
    var handler = new RetriesInPlace(vertx, metered(processor, "event-bus"), clock);
    return onWorkersContext(
            () ->
                EventBusCommandConsumer.register(
                    vertx,
                    worker.service(),
                    nodeId,
                    config.capacity(),
                    command -> work.count(() -> handler.handle(command))))
        .map(
            consumer -> {
              toClose.push(
                  "bus consumer", () -> consumer.unregister().onComplete(gone -> handler.hurry()));
              return null;
            });
  }

  private Future<Void> announce() {
    var announcement =
        new Announcement(
            nodeId, worker.service(), worker.named().operations(), config.capacity(), false);
    return Announcer.start(vertx, announcement)
        .map(
            announcer -> {
              takesBusWork = announcer::takeWork;
              toClose.push("announcer", announcer::stop);
              return null;
            });
  }

  /** Only a topic brings again what has been started. */
  private CommandRunner startedOnce() {
    var inbox = new Inbox(worker.service());
    return worker
        .database()
        .map(Database::pool)
        .<CommandRunner>map(
            pool ->
                new StartedOnce(
                    vertx,
                    processor,
                    worker.named(),
                    new StartedCommands(pool, worker.service()),
                    command -> inbox.await(pool, command),
                    source(),
                    clock,
                    config.handlerTimeout()))
        .orElse(processor);
  }

  private String source() {
    return "/worker/" + worker.service() + "/" + nodeId;
  }

  private CommandRunner metered(CommandRunner runner, String transport) {
    return meters.over(runner, worker.service(), worker.named().operations(), transport);
  }

  private Future<Void> forget(List<Meter> measured) {
    meters.forget(measured);
    return Future.succeededFuture();
  }

  /** A bus consumer's handler runs on the context that registered it. */
  private <T> Future<T> onWorkersContext(Supplier<Future<T>> action) {
    Context context = worker.runsOn();
    Promise<T> done = Promise.promise();
    context.runOnContext(ignored -> action.get().onComplete(done));
    return done.future();
  }
}
