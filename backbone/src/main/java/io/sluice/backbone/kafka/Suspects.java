package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.kafka.ParkingLot.Attempt;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one partition that another consumer may have begun before, and may have died of.
 * What lay in the partition when it was assigned is among them. Each attempt at one is written down
 * before it begins, many in one statement; what was begun as often as that, or died of an attempt
 * that was written down, runs alone. Confined to one Vert.x context.
 */
final class Suspects {

  private static final Logger log = LoggerFactory.getLogger(Suspects.class);
  private static final FailureSpell unwritten = new FailureSpell(InstantSource.system());
  private static final Duration FORGET_EVERY = Duration.ofMillis(100);

  private final Map<Long, Attempt> known = new HashMap<>();
  private final List<Write> toWrite = new ArrayList<>();
  private final List<Long> toForget = new ArrayList<>();
  private final Context context;
  private final ParkingLot.Space space;
  private final long end;
  private boolean writing;
  private boolean forgetting;

  /**
   * @param end what lies there and behind has never been begun
   */
  Suspects(Context context, ParkingLot.Space space, long end) {
    this.context = context;
    this.space = space;
    this.end = end;
    space.begun().forEach(attempt -> known.put(attempt.offset(), attempt));
  }

  private record Write(Attempt attempt, Promise<Void> written) {}

  boolean contains(long offset) {
    return offset < end;
  }

  /**
   * Which attempt at a record is the next. One that was not alone counts, but not as the last: it
   * may have ended with another's.
   *
   * @param most how many attempts there may be
   */
  Attempt next(long offset, int most) {
    Attempt before = known.get(offset);
    if (before == null) {
      return new Attempt(offset, Math.min(2, most), most <= 2);
    }
    int number = before.number() + 1;
    return new Attempt(offset, before.alone() ? number : Math.min(number, most), true);
  }

  /**
   * Writes down that an attempt begins.
   *
   * @return never fails: what cannot be written down begins all the same
   */
  Future<Void> write(Attempt attempt) {
    known.put(attempt.offset(), attempt);
    Promise<Void> written = Promise.promise();
    toWrite.add(new Write(attempt, written));
    // Those that come in the same turn of the event loop go together.
    context.runOnContext(ignored -> flush());
    return written.future();
  }

  /**
   * Forgets an attempt that was alone and has come to an end, so that it is not taken for the one
   * that ends the process next.
   *
   * @return never fails
   */
  Future<Void> endAlone(long offset) {
    known.remove(offset);
    return space.end(List.of(offset)).otherwiseEmpty();
  }

  /** A record is finished; any thread may say so. */
  void finished(long offset) {
    context.runOnContext(ignored -> forget(offset));
  }

  private void forget(long offset) {
    if (known.remove(offset) != null) {
      toForget.add(offset);
      forgetLater();
    }
  }

  private void forgetLater() {
    if (!forgetting && !toForget.isEmpty()) {
      forgetting = true;
      context.owner().setTimer(FORGET_EVERY.toMillis(), fired -> forgetAll());
    }
  }

  /** What is not forgotten is removed when the partition is taken the next time. */
  private void forgetAll() {
    List<Long> offsets = List.copyOf(toForget);
    toForget.clear();
    space
        .end(offsets)
        .onComplete(
            ended -> {
              forgetting = false;
              forgetLater();
            });
  }

  private void flush() {
    if (writing || toWrite.isEmpty()) {
      return;
    }
    writing = true;
    List<Write> batch = List.copyOf(toWrite);
    toWrite.clear();
    space
        .begin(batch.stream().map(Write::attempt).toList())
        .onComplete(
            done -> {
              writing = false;
              tell(Optional.ofNullable(done.cause()));
              batch.forEach(one -> one.written().complete());
              flush();
            });
  }

  private static void tell(Optional<Throwable> failure) {
    if (failure.isEmpty()) {
      unwritten
          .endedBySuccess()
          .ifPresent(failures -> log.atInfo().log("attempts are written down again"));
    } else if (unwritten.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", failure.get().toString())
          .log("attempts cannot be written down; what was begun before runs all the same");
    }
  }
}
