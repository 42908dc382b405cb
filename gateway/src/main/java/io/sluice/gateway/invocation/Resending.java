package io.sluice.gateway.invocation;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Sends again what may have been lost: commands that no broker acknowledged, and those that the
 * service's group is done with though they have no end. Thread-safe.
 */
final class Resending {

  private static final int MOST = 200;
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final LongAdder unsent = new LongAdder();
  private final LongAdder swallowed = new LongAdder();
  private final Ledger ledger;
  private final CommandSender sender;
  private final Function<CommandTopic, Future<Map<Integer, Long>>> committed;

  /**
   * One that has sent nothing yet.
   *
   * @param committed how far the service's group is done with the topic, by partition
   */
  Resending(
      Ledger ledger,
      CommandSender sender,
      Function<CommandTopic, Future<Map<Integer, Long>>> committed) {
    this.ledger = ledger;
    this.sender = sender;
    this.committed = committed;
  }

  /** While it is not, nothing is claimed. */
  boolean isReady() {
    return sender.isReady();
  }

  /** What no broker acknowledged. */
  Future<?> unsent() {
    return ledger.claimUnsent(MOST, LEASE).compose(claimed -> sendAll(claimed, unsent));
  }

  /** What the service's group has committed past. */
  Future<?> swallowed(CommandTopic from) {
    return committed
        .apply(from)
        .compose(offsets -> ledger.claimSwallowed(from.topic(), offsets, MOST, LEASE))
        .compose(claimed -> sendAll(claimed, swallowed));
  }

  /** How many commands were sent again because no broker had acknowledged them. */
  long unsentAgain() {
    return unsent.sum();
  }

  /** How many were sent again because the group was done with them, and they had no end. */
  long swallowedAgain() {
    return swallowed.sum();
  }

  private Future<?> sendAll(List<Unsent> claimed, LongAdder counter) {
    return Future.join(claimed.stream().map(one -> send(one, counter)).toList());
  }

  /** Where that fails, the lease ends and somebody tries again. */
  private Future<?> send(Unsent one, LongAdder counter) {
    return sender
        .send(one.command(), one.topic())
        .onSuccess(
            position -> {
              counter.increment();
              ledger.sent(one.command().invocation(), position);
            });
  }
}
