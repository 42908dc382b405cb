package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.CommandRunner;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.kafka.ParkingLot.GivenUp;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a parked record, and what becomes of it. Confined to one Vert.x context. */
final class ParkedRuns {

  private static final Logger log = LoggerFactory.getLogger(ParkedRuns.class);

  /** After what had nothing to do with the command. */
  private static final Duration HINDERED = Duration.ofSeconds(5);

  private final Context context;
  private final InstantSource clock;
  private final CommandReader reader;
  private final CommandRunner runner;
  private final KafkaReplySender replies;
  private final DeadLetters deadLetters;

  ParkedRuns(
      Context context,
      InstantSource clock,
      CommandReader reader,
      CommandRunner runner,
      KafkaReplySender replies,
      DeadLetters deadLetters) {
    this.context = context;
    this.clock = clock;
    this.reader = reader;
    this.runner = runner;
    this.replies = replies;
    this.deadLetters = deadLetters;
  }

  /**
   * Makes an attempt.
   *
   * @return never fails; empty where the record is finished, else the pause until the next
   */
  Future<Optional<Duration>> run(ParkedKeys keys, long offset, PartitionWork partition) {
    return keys.space()
        .begin(offset)
        .compose(
            begun ->
                begun
                    .map(one -> run(keys, one, partition))
                    .orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .recover(
            failure -> {
              log.atWarn()
                  .addKeyValue("partition", partition.partition())
                  .addKeyValue("offset", offset)
                  .addKeyValue("reason", failure.toString())
                  .log("parked record not finished; later again");
              return Future.succeededFuture(Optional.of(HINDERED));
            });
  }

  /**
   * Forgets what is finished, and tries it for as long as the partition is ours, so that it does
   * not run again.
   *
   * @return never fails
   */
  Future<Void> remove(ParkingLot.Space space, long offset, PartitionWork partition) {
    return whileOurs(() -> space.remove(offset), partition);
  }

  private Future<Void> whileOurs(Supplier<Future<Void>> action, PartitionWork partition) {
    return action
        .get()
        .recover(
            failure ->
                partition.isRevoked()
                    ? Future.succeededFuture()
                    : context
                        .owner()
                        .timer(HINDERED.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(over -> whileOurs(action, partition)));
  }

  /** What a copy of the command has in common with it, and a redrive has not. */
  static GivenUp givenUp(Command command) {
    return new GivenUp(command.id(), command.expiry().at());
  }

  private Future<Optional<Duration>> run(
      ParkedKeys keys, ParkingLot.Begun begun, PartitionWork partition) {
    ParkingLot.Space space = keys.space();
    var record = KeptRecords.restore(begun.record());
    long offset = record.offset();
    return switch (reader.read(record)) {
      case Reading.Known(Command command, var same) -> {
        Command attempt = command.asAttempt(begun.attempt());
        yield runner
            .run(attempt)
            .compose(
                result ->
                    switch (result) {
                      case RunResult.Answered(Reply reply) ->
                          answer(attempt, reply, partition)
                              .compose(told -> end(space, offset, partition));
                      case RunResult.Deferred deferred -> end(space, offset, partition);
                      case RunResult.Again again when hasTime(attempt, again.pause()) ->
                          space
                              .postpone(offset, again.pause(), again.detail())
                              .map(Optional.of(again.pause()));
                      case RunResult.Again(Reply reply, Duration pause, String detail) ->
                          answer(attempt, reply, partition)
                              .compose(told -> end(space, offset, partition));
                      case RunResult.GivenUp(Reply reply, int attempts, String detail) ->
                          here(replies.answerAside(attempt, reply, partition))
                              .compose(
                                  told ->
                                      putAside(
                                          new DeadLetter(
                                              record, DeadLetterReason.FAILED, detail, attempts)))
                              .compose(aside -> endGivenUp(keys, offset, command, partition));
                    });
      }
      case Reading.Unknown unknown ->
          runner
              .run(unknown.command())
              .compose(result -> unknown(unknown, result.reply(), partition))
              .compose(ended -> end(space, offset, partition));
      case Reading.NoCommand(DeadLetter letter) ->
          putAside(letter).compose(aside -> end(space, offset, partition));
    };
  }

  private Future<Void> unknown(Reading.Unknown unknown, Reply reply, PartitionWork partition) {
    return unknown.isUnwanted(reply, clock)
        ? answer(unknown.command(), reply, partition)
        : here(replies.answerAside(unknown.command(), reply, partition))
            .compose(told -> putAside(unknown.letter()));
  }

  private boolean hasTime(Command command, Duration pause) {
    return command.expiry().remaining(clock).compareTo(pause) > 0;
  }

  private Future<Void> answer(Command command, Reply reply, PartitionWork partition) {
    return here(replies.answer(command, reply, partition));
  }

  private Future<Void> putAside(DeadLetter letter) {
    return here(deadLetters.send(letter));
  }

  private Future<Optional<Duration>> end(
      ParkingLot.Space space, long offset, PartitionWork partition) {
    return remove(space, offset, partition).map(Optional.empty());
  }

  private Future<Optional<Duration>> endGivenUp(
      ParkedKeys keys, long offset, Command command, PartitionWork partition) {
    GivenUp given = givenUp(command);
    keys.giveUp(given);
    return whileOurs(() -> keys.space().giveUp(offset, given), partition).map(Optional.empty());
  }

  /** What Kafka's producer completes goes on where it began. */
  private Future<Void> here(Future<Void> elsewhere) {
    Promise<Void> onContext = Promise.promise();
    elsewhere.onComplete(ended -> context.runOnContext(ignored -> onContext.handle(ended)));
    return onContext.future();
  }
}
