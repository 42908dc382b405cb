package io.sluice.gateway.invocation;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.kafka.RecordedAnswers;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.Progress;
import io.sluice.backbone.message.Reply;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.invocation.Completion.Result;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what workers say of recorded invocations: what comes on this node's lane at once, and what
 * the group of all nodes reads behind it. The first end that is written is the one that counts, and
 * callers are given that one. Any thread may call it.
 */
final class ReplyRecorder implements RecordedAnswers {

  private static final Logger log = LoggerFactory.getLogger(ReplyRecorder.class);

  /** A reply may overtake the record of a call whose time was just up. */
  private static final Duration UNTIL_RECORDED = Duration.ofSeconds(2);

  private static final int MOST_EARLY = 10_000;

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final AtomicInteger early = new AtomicInteger();
  private final LongAdder late = new LongAdder();
  private final RecentEnds recent = new RecentEnds();
  private final Vertx vertx;
  private final Ledger ledger;
  private final Function<String, Optional<Operation>> operations;
  private final OwnCalls own;
  private final Watch watch;
  private final WorkTimes times;

  /**
   * A recorder of one node.
   *
   * @param operations the contract's, by id
   */
  ReplyRecorder(
      Vertx vertx,
      Ledger ledger,
      Function<String, Optional<Operation>> operations,
      OwnCalls own,
      Watch watch,
      WorkTimes times) {
    this.vertx = vertx;
    this.ledger = ledger;
    this.operations = operations;
    this.own = own;
    this.watch = watch;
    this.times = times;
  }

  /** On the lane: what cannot be written now, the group brings again, or the sweeper. */
  @Override
  public void reply(Reply reply) {
    if (reply.recorded()
        || operations.apply(reply.operation()).filter(Operation::isDurable).isPresent()) {
      record(reply)
          .compose(end -> end == Result.ABSENT ? again(reply) : Future.succeededFuture())
          .onFailure(this::tell);
    }
  }

  /** Of what is never recorded, the ledger is told nothing. */
  @Override
  public void progress(Progress progress) {
    if (progress.recorded()
        || operations.apply(progress.operation()).filter(ReplyRecorder::recordsLate).isPresent()) {
      store(progress).onFailure(this::tell);
    }
  }

  /** From the group; fails where any of them could not be written. */
  Future<Void> record(List<Message> messages) {
    return Future.join(messages.stream().map(this::recordOne).toList()).mapEmpty();
  }

  /** How many replies came when their invocation had ended. */
  long late() {
    return late.sum();
  }

  private static boolean recordsLate(Operation operation) {
    return operation.isDurable() && operation.allowsAccepted();
  }

  private Future<?> recordOne(Message message) {
    return switch (message) {
      case Reply reply when recent.contains(reply.invocation(), reply.id()) ->
          Future.succeededFuture();
      case Reply reply -> record(reply);
      case Progress progress when !recent.contains(progress.invocation()) -> store(progress);
      default -> Future.succeededFuture();
    };
  }

  private Future<Result> record(Reply reply) {
    Completion completion = completion(reply);
    return ledger.complete(completion).onSuccess(end -> settle(reply, completion, end));
  }

  private void settle(Reply reply, Completion completion, Result end) {
    var unused = failures.endedBySuccess();
    switch (end) {
      case WON -> {
        recent.add(reply.invocation(), reply.id());
        times.ended(reply.operation(), Duration.between(taken(reply), reply.time()));
        own.ended(completion);
        watch.changed(reply.invocation());
      }
      case LOST -> {
        late.increment();
        recent.add(reply.invocation(), reply.id());
        showWinner(reply);
      }
      case ABSENT -> {}
    }
  }

  /**
   * When the call was: a gateway makes its command's id then, a UUIDv7, and so with the time in it.
   */
  private static Instant taken(Reply reply) {
    return reply.causation().version() == 7
        ? Instant.ofEpochMilli(reply.causation().getMostSignificantBits() >>> 16)
        : reply.started();
  }

  /** A caller who waits here gets the end that was written first, by whomever. */
  private void showWinner(Reply reply) {
    if (own.contains(reply.invocation())) {
      ledger
          .find(reply.invocation())
          .onSuccess(found -> found.flatMap(Completion::of).ifPresent(own::ended))
          .onFailure(this::tell);
    }
  }

  private Future<Void> again(Reply reply) {
    if (early.incrementAndGet() > MOST_EARLY) {
      early.decrementAndGet();
      return Future.succeededFuture();
    }
    return vertx
        .timer(UNTIL_RECORDED.toMillis(), TimeUnit.MILLISECONDS)
        .compose(fired -> record(reply))
        .onComplete(ended -> early.decrementAndGet())
        .mapEmpty();
  }

  private Future<?> store(Progress progress) {
    return ProgressData.read(progress)
        .map(report -> store(told(progress, report)))
        .orElseGet(() -> Future.succeededFuture(false));
  }

  private Future<Boolean> store(Told told) {
    return ledger
        .progress(told)
        .onSuccess(
            written -> {
              if (written) {
                watch.changed(told.id());
              }
            });
  }

  private static Told told(Progress progress, ProgressReport report) {
    return new Told(
        progress.invocation(), progress.causation(), progress.attempt(), progress.time(), report);
  }

  private Completion completion(Reply reply) {
    Answer answer =
        operations
            .apply(reply.operation())
            .map(operation -> Answers.of(operation, reply))
            .orElseGet(() -> Answers.ofUnknownOperation(reply));
    return new Completion(
        reply.invocation(),
        reply.causation(),
        state(reply, answer),
        answer,
        reply.attempt(),
        reply.started(),
        reply.time());
  }

  private static InvocationState state(Reply reply, Answer answer) {
    if (reply.isDeadLettered()) {
      return InvocationState.DEAD_LETTERED;
    }
    if (reply.isCancelled()) {
      return InvocationState.CANCELLED;
    }
    return answer.isProblem() ? InvocationState.FAILED : InvocationState.SUCCEEDED;
  }

  private void tell(Throwable failure) {
    if (failures.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", failure.toString())
          .log("what workers say of recorded invocations cannot be written now");
    }
  }
}
