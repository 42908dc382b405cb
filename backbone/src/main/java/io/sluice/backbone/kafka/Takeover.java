package io.sluice.backbone.kafka;

import io.sluice.backbone.dispatch.FailureSpell;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes partitions over from whoever had them before: nothing of one is read before it is known
 * what is kept of it beside its topic, and what may have been begun. Any thread may use it.
 */
final class Takeover {

  private static final Logger log = LoggerFactory.getLogger(Takeover.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final FailureSpell unknown = new FailureSpell(InstantSource.system());
  private final Context context;
  private final ParkingLot lot;

  Takeover(Context context, ParkingLot lot) {
    this.context = context;
    this.lot = lot;
  }

  /**
   * Holds a partition that was assigned until that is known, and asks for it until then.
   *
   * @param end asks for its end, which tells what may have been begun before
   * @param taken hears of it on the context, before the partition is read
   */
  void begin(PartitionWork partition, LongSupplier end, Consumer<ParkingLot.Space> taken) {
    partition.hold();
    long last = end.getAsLong();
    context.runOnContext(ignored -> take(partition, last, taken));
  }

  private void take(PartitionWork partition, long end, Consumer<ParkingLot.Space> taken) {
    if (partition.isRevoked()) {
      return;
    }
    var name = partition.partition();
    lot.take(name.topic(), name.partition(), partition.start())
        .onSuccess(
            space -> {
              taken.accept(space);
              long unread = Math.min(end, partition.unreadFrom());
              partition.release(new Suspects(context, space, unread));
              unknown
                  .endedBySuccess()
                  .ifPresent(
                      failures -> log.atInfo().log("what was left of partitions is known again"));
            })
        .onFailure(
            failure -> {
              if (unknown.beginsWithFailure()) {
                log.atError()
                    .addKeyValue("partition", name)
                    .addKeyValue("reason", failure.toString())
                    .log("what was left of partitions is not known; they wait");
              }
              context.owner().setTimer(PAUSE.toMillis(), fired -> take(partition, end, taken));
            });
  }
}
