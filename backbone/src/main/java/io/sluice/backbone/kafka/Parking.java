package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.kafka.ParkedKeys.Line;
import io.sluice.backbone.kafka.ParkingLot.Kept;
import io.sluice.backbone.message.Command;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks records that wait too long for another attempt, and each later one of their keys, and runs
 * them when they are due: of each key the first, and the next when that is finished. Only for
 * partitions that are ours, and nothing of such a partition is read before it is known what is
 * parked of it.
 *
 * <p>Confined to one Vert.x context, but for {@link #open}, {@link #forget} and {@link #records}.
 */
final class Parking {

  /** What is kept in mind of parked records; where it is full, keys are held up instead. */
  static final int MOST_KEYS = 10_000;

  static final int MOST_RECORDS = 100_000;

  private static final Logger log = LoggerFactory.getLogger(Parking.class);
  private static final Duration TICK = Duration.ofMillis(100);

  private final Map<PartitionWork, Opened> opened = new ConcurrentHashMap<>();
  private final Set<Running> running = new HashSet<>();
  private final FailureSpell unparked = new FailureSpell(InstantSource.system());
  private final FailureSpell parked = new FailureSpell(InstantSource.system());
  private final Context context;
  private final @Nullable Takeover takeover;
  private final Room room;
  private final BooleanSupplier mayStart;
  private final ParkedRuns runs;
  private final Alone alone;
  private final Copies copies;
  private boolean ticks;
  private volatile int records;

  /**
   * @param lot null where nothing can be parked
   */
  Parking(
      Context context,
      @Nullable ParkingLot lot,
      Room room,
      BooleanSupplier mayStart,
      ParkedRuns runs,
      Alone alone) {
    this.context = context;
    this.takeover = lot == null ? null : new Takeover(context, lot);
    this.room = room;
    this.mayStart = mayStart;
    this.runs = runs;
    this.alone = alone;
    this.copies = new Copies(context, opened);
  }

  /** A partition that is ours, of which it is known what is parked. */
  record Opened(WorkInHand<Reading> work, ParkedKeys keys) {}

  /** Over all sessions: what an ended one left running must not run beside itself. */
  private record Running(TopicPartition partition, ParkedKeys.Name line) {}

  /**
   * Holds a partition that was assigned until it is known what is parked of it.
   *
   * @param end asks for its end, which tells what may have been begun before
   */
  void open(WorkInHand<Reading> work, PartitionWork partition, LongSupplier end) {
    if (takeover != null) {
      takeover.begin(
          partition,
          end,
          space -> {
            opened.put(partition, new Opened(work, new ParkedKeys(space, System.nanoTime())));
            count();
            tickLater();
          });
    }
  }

  /** How many records are parked of the partitions that are ours. Any thread may ask. */
  int records() {
    return records;
  }

  /** Whether the record, or an earlier one of its key, is parked. */
  boolean isParked(Delivery<Reading> delivery, Reading.Known known) {
    Opened one = opened.get(delivery.partition());
    return one != null && one.keys.isParked(known.command().key(), delivery.offset());
  }

  /** What need not run, because another record of its command is parked or a dead letter. */
  Copies copies() {
    return copies;
  }

  /**
   * Parks a record: then it is finished where it was read. So is a copy of one that is parked.
   *
   * @return never fails; false where it is not parked for certain, and stays where it is
   */
  Future<Boolean> park(
      Delivery<Reading> delivery,
      Reading.Known known,
      int attempts,
      Duration pause,
      String detail) {
    Opened one = opened.get(delivery.partition());
    Command command = known.command();
    String key = command.key();
    long offset = delivery.offset();
    if (one != null && one.keys.contains(key, offset)) {
      return Future.succeededFuture(true);
    }
    if (one == null || !one.work.lease().holds() || !hasRoom(one.keys.isParked(key, offset))) {
      return notParked("no database, no room, or no certainty about the partition");
    }
    Line line = one.keys.join(key, offset);
    return one.keys
        .space()
        .park(KeptRecords.keep(known.record()), command.id(), key, attempts, pause, detail)
        .compose(
            kept -> {
              if (kept == Kept.PARKED) {
                long due = System.nanoTime() + pause.toNanos();
                one.keys.joined(line, command.id(), offset, due);
                count();
                tellParked();
                return Future.succeededFuture(true);
              }
              one.keys.notJoined(line, offset, false);
              return kept == Kept.COPY
                  ? Future.succeededFuture(true)
                  : notParked("the partition is another's");
            },
            failure -> {
              one.keys.notJoined(line, offset, true);
              return notParked(failure.toString());
            });
  }

  /**
   * To be asked when a record is finished where it was read: it may have been parked without our
   * knowing, and must not run again.
   *
   * @return never fails; ends when it is certainly not parked, or no longer ours
   */
  Future<Void> forget(Delivery<Reading> delivery) {
    Opened one = opened.get(delivery.partition());
    if (one == null || !one.keys.isDoubtful(delivery.offset())) {
      return Future.succeededFuture();
    }
    Promise<Void> forgotten = Promise.promise();
    context.runOnContext(
        ignored ->
            runs.remove(one.keys.space(), delivery.offset(), delivery.partition())
                .onComplete(gone -> one.keys.resolve(delivery.offset()))
                .onComplete(forgotten));
    return forgotten.future();
  }

  private boolean hasRoom(boolean parkedBefore) {
    int keys = opened.values().stream().mapToInt(one -> one.keys.keys()).sum();
    return records < MOST_RECORDS && (parkedBefore || keys < MOST_KEYS);
  }

  private void tickLater() {
    if (!ticks && !opened.isEmpty()) {
      ticks = true;
      context.owner().setTimer(TICK.toMillis(), fired -> tick());
    }
  }

  private void tick() {
    ticks = false;
    if (opened.keySet().removeIf(PartitionWork::isRevoked)) {
      count();
    }
    opened.forEach(this::runDue);
    tickLater();
  }

  private void runDue(PartitionWork partition, Opened one) {
    if (records == 0 || !mayStart.getAsBoolean() || !one.work.lease().holds()) {
      return;
    }
    for (Line line : one.keys.due(System.nanoTime())) {
      var run = new Running(partition.partition(), line.name());
      // Beside what is read, which takes all the room that there is.
      if (running.size() >= Math.max(1, room.limit() / 2)) {
        return;
      }
      boolean single = one.keys.isAlone(line);
      if (running.contains(run) || (single && !alone.tryEnter())) {
        continue;
      }
      if (partition.tryStart()) {
        run(partition, one.keys, line, run, single);
      } else if (single) {
        alone.leave();
      }
    }
  }

  private void run(
      PartitionWork partition, ParkedKeys keys, Line line, Running run, boolean single) {
    room.take();
    running.add(run);
    keys.start(line);
    long offset = line.first();
    runs.run(keys, offset, partition)
        .onSuccess(
            again -> {
              running.remove(run);
              if (single) {
                alone.leave();
              }
              keys.end(line, offset);
              again.ifPresentOrElse(
                  pause -> line.postpone(System.nanoTime() + pause.toNanos()),
                  () -> keys.leave(line, offset, System.nanoTime()));
              count();
              partition.end();
              room.give();
            });
  }

  private void count() {
    records = opened.values().stream().mapToInt(one -> one.keys.records()).sum();
  }

  /** Many come at once when what they need is away: a line for the first is enough. */
  private void tellParked() {
    unparked
        .endedBySuccess()
        .ifPresent(failures -> log.atInfo().log("commands that fail are parked again"));
    var unused = parked.endedBySuccess();
    if (parked.beginsWithFailure()) {
      log.atWarn().log("commands that fail are parked; others go on");
    }
  }

  private Future<Boolean> notParked(String reason) {
    if (unparked.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", reason)
          .log("commands that fail cannot be parked; they hold up their keys");
    }
    return Future.succeededFuture(false);
  }
}
