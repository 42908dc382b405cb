package io.sluice.backbone.kafka;

import io.sluice.backbone.kafka.Parking.Opened;
import io.sluice.backbone.kafka.ParkingLot.GivenUp;
import io.sluice.backbone.message.Command;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Knows records that need not run because another of their command is parked or a dead letter: the
 * ledger sends again what has no end (decision 0020). Confined to one Vert.x context, but for
 * {@link #giveUp}.
 */
final class Copies {

  private static final int NOWHERE = -1;

  private final Context context;
  private final Map<PartitionWork, Opened> opened;

  Copies(Context context, Map<PartitionWork, Opened> opened) {
    this.context = context;
    this.opened = opened;
  }

  /** Whether another record of the command is parked, which is run: this one need not be. */
  boolean isOfParked(Delivery<Reading> delivery, Command command) {
    Opened one = opened.get(delivery.partition());
    return (one != null && one.keys().isCopy(command.id(), delivery.offset()))
        || elsewhere(delivery, command, keys -> keys.isCopy(command.id(), NOWHERE));
  }

  /** Whether the command is a dead letter, and this no redrive of it. */
  boolean isGivenUp(Delivery<Reading> delivery, Command command) {
    Opened one = opened.get(delivery.partition());
    GivenUp copied = ParkedRuns.givenUp(command);
    return (one != null && one.keys().isGivenUp(copied))
        || elsewhere(delivery, command, keys -> keys.isGivenUp(copied));
  }

  /**
   * To be told when a record is a dead letter that was not parked: a copy of it is not run.
   *
   * @return never fails
   */
  Future<Void> giveUp(Delivery<Reading> delivery, Command command) {
    Opened one = opened.get(delivery.partition());
    if (one == null) {
      return Future.succeededFuture();
    }
    Promise<Void> remembered = Promise.promise();
    context.runOnContext(
        ignored -> {
          GivenUp given = ParkedRuns.givenUp(command);
          ParkedKeys keys = one.keys();
          keys.giveUp(given);
          keys.space().giveUp(delivery.offset(), given).otherwiseEmpty().onComplete(remembered);
        });
    return remembered.future();
  }

  /** The copy of a command without a key may lie in any partition. */
  private boolean elsewhere(
      Delivery<Reading> delivery, Command command, Predicate<ParkedKeys> isThere) {
    return command.key() == null
        && opened.entrySet().stream()
            .anyMatch(
                one -> one.getKey() != delivery.partition() && isThere.test(one.getValue().keys()));
  }
}
