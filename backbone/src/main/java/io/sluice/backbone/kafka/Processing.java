package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import java.util.function.LongSupplier;

/**
 * What becomes of the records that a group reads.
 *
 * @param <K> what they are read as
 */
interface Processing<K extends Keyed> {

  /**
   * Has its turn; called on the context.
   *
   * @return never fails; ends when the next of the key may start
   */
  Future<Void> process(Delivery<K> delivery);

  /**
   * A partition is ours, and nothing of it was read; called on the consumer's thread.
   *
   * @param end asks the broker for the partition's end, for a second at most
   */
  default void assigned(WorkInHand<K> work, PartitionWork partition, LongSupplier end) {}
}
