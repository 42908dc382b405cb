package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records that wait for another attempt, and those behind them, beside their topic. Used on
 * the consumer's context; every future ends within seconds.
 */
public interface ParkingLot {

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

    /** The attempts that had been written down when it was taken, and had not ended. */
    List<Attempt> begun();

    /**
     * Parks a record; once more, where it is not known whether it is parked already.
     *
     * @param key what it is kept in turn by
     * @param attempts that have been made
     * @param pause until the next attempt
     * @param detail why it is parked
     * @return false where somebody else has taken the partition; where it fails, the record may be
     *     parked all the same
     */
    Future<Boolean> park(
        KeptRecord record, @Nullable String key, int attempts, Duration pause, String detail);

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
  }

  /**
   * A record that was parked.
   *
   * @param due in how long its next attempt may begin; not above zero where it may now
   * @param alone whether it has to run alone, because its last attempt ended without a word
   */
  record Parked(long offset, @Nullable String key, Duration due, boolean alone) {}

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
