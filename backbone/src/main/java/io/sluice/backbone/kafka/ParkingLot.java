package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records that wait for another attempt, and those behind them, beside their topic. Used on
 * the consumer's context; every future ends within seconds.
 */
public interface ParkingLot {

  /** How many commands that were given up are kept in mind of a partition: the latest. */
  int MOST_GIVEN_UP = 10_000;

  /**
   * Makes the caller the only one who may park records of a partition. Who had it before can park
   * nothing more of it from then on.
   *
   * @param start where it will be read from: everything below is finished
   */
  Future<Space> take(String topic, int partition, long start);

  /** A partition's part of it, for as long as nobody else takes it. */
  interface Space {

    /** What was parked when it was taken, in the order of the offsets. */
    List<Parked> found();

    /** The commands that had been given up when it was taken, and whose time is not over. */
    List<GivenUp> givenUp();

    /** The attempts that had been written down when it was taken, and had not ended. */
    List<Attempt> begun();

    /**
     * Parks a record; once more, where it is not known whether it is parked already.
     *
     * @param command its id: of several records of one command only the first is parked
     * @param key what it is kept in turn by
     * @param attempts that have been made
     * @param pause until the next attempt
     * @param detail why it is parked
     * @return where it fails, the record may be parked all the same
     */
    Future<Kept> park(
        KeptRecord record,
        UUID command,
        @Nullable String key,
        int attempts,
        Duration pause,
        String detail);

    /**
     * Writes down that the next attempt at a record begins.
     *
     * @return empty where it is not parked any more, or somebody else has taken the partition
     */
    Future<Optional<Begun>> begin(long offset);

    /** Writes down attempts at records that are not parked, before they begin. */
    Future<Void> begin(List<Attempt> attempts);

    /** Forgets the attempts at records that are finished. */
    Future<Void> end(List<Long> offsets);

    /** Writes down that an attempt has failed. */
    Future<Void> postpone(long offset, Duration pause, String detail);

    /** Forgets a record that is finished. */
    Future<Void> remove(long offset);

    /** The same for one that is a dead letter now, and remembers its command. */
    Future<Void> giveUp(long offset, GivenUp command);
  }

  /** What became of a record that was to be parked. */
  enum Kept {
    /** It is parked. */
    PARKED,
    /** Another record of its command is parked: this one is not needed. */
    COPY,
    /** It is not: somebody else has taken the partition. */
    TAKEN
  }

  /**
   * A command that is a dead letter.
   *
   * @param expiry its deadline: a copy has the same one, and whoever redrives gives it a new one
   */
  record GivenUp(UUID command, Instant expiry) {}

  /**
   * A record that was parked.
   *
   * @param command its id; null where that was not kept yet
   * @param due in how long its next attempt may begin; not above zero where it may now
   * @param alone whether it has to run alone, because its last attempt ended without a word
   */
  record Parked(
      long offset, @Nullable UUID command, @Nullable String key, Duration due, boolean alone) {}

  /**
   * An attempt at a record that is not parked.
   *
   * @param number counted from 1
   * @param alone whether no other such attempt was made beside it
   */
  record Attempt(long offset, int number, boolean alone) {}

  /** An attempt at a parked record that begins. */
  record Begun(KeptRecord record, int attempt) {}
}
