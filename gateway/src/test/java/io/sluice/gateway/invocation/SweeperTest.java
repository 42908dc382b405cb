package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.RealDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class SweeperTest {

  private static final CommandTopic ORDERS = new CommandTopic("shop.order", Recorded.TOPIC);
  private static final CommandTopic UNREAD = new CommandTopic("shop.bill", "shop.bill.commands");

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();
  private final Queue<InvocationId> sent = new ConcurrentLinkedQueue<>();
  private final Queue<Cancellation> cancelled = new ConcurrentLinkedQueue<>();

  SweeperTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void whatNoBrokerHasAcknowledgedIsSentAgain() throws Exception {
    InvocationId id = unsent();

    Sweeper sweeper = sweeper(resending(true, this::acknowledge), List.of());

    Eventually.holds(() -> sent.contains(id));
    Eventually.holds(() -> found(id).timeline().sent() != null);
    done(sweeper.stop());
  }

  @Test
  void whileNothingCanBeSentNothingIsClaimed() throws Exception {
    InvocationId expired = expired();
    InvocationId unsent = unsent();

    Sweeper sweeper = sweeper(resending(false, this::acknowledge), List.of(ORDERS));
    Eventually.holds(() -> found(expired).state() == InvocationState.EXPIRED);
    done(sweeper.stop());

    List<Unsent> left = await(ledger.claimUnsent(10, Duration.ofMinutes(1)));
    assertEquals(List.of(unsent), left.stream().map(one -> one.command().invocation()).toList());
  }

  @Test
  void aStopWaitsForWhatIsBeingSent() throws Exception {
    InvocationId id = unsent();
    Promise<Position> acknowledged = Promise.promise();
    Sweeper sweeper =
        sweeper(
            resending(
                true,
                (command, topic) -> {
                  sent.add(command.invocation());
                  return acknowledged.future();
                }),
            List.of());
    Eventually.holds(() -> sent.contains(id));

    Future<Void> stopped = sweeper.stop();

    assertFalse(stopped.isComplete());
    acknowledged.complete(new Position(1, 1));
    done(stopped);
  }

  @Test
  void whatFailsForOneServiceHoldsUpNothingElse() throws Exception {
    InvocationId refused = unsent();
    InvocationId swallowed = recorded(Recorded.at(new Position(1, 5)));
    change(swallowed, "sent_at = sent_at - interval '1 minute'");
    InvocationId unwanted = recorded(Recorded.call());
    done(ledger.requestCancel(unwanted));
    InvocationId expired = expired();

    Sweeper sweeper =
        sweeper(
            resending(
                true,
                (command, topic) ->
                    command.invocation().equals(refused)
                        ? Future.failedFuture("the partition has no leader")
                        : acknowledge(command, topic)),
            List.of(UNREAD, ORDERS));

    Eventually.holds(() -> sent.contains(swallowed));
    Eventually.holds(() -> cancelled.stream().anyMatch(wish -> wish.invocation().equals(unwanted)));
    Eventually.holds(() -> found(expired).state() == InvocationState.EXPIRED);
    assertEquals(1, sweeper.expired());
    done(sweeper.stop());
  }

  private Sweeper sweeper(Resending resending, Collection<CommandTopic> topics) {
    var cancelling =
        new Cancelling(
            (service, wish) -> cancelled.add(wish),
            (service, wish) -> {},
            "/gateway/g1",
            InstantSource.system());
    var sweeper = new Sweeper(fixture.vertx(), ledger, resending, () -> topics, cancelling);
    sweeper.start();
    return sweeper;
  }

  private Resending resending(boolean ready, BiFunction<Command, String, Future<Position>> sender) {
    return new Resending(
        ledger,
        new Sending(ready, sender),
        from ->
            from.equals(UNREAD)
                ? Future.failedFuture("the group cannot be read")
                : Future.succeededFuture(Map.of(1, 100L)));
  }

  private Future<Position> acknowledge(Command command, String topic) {
    sent.add(command.invocation());
    return Future.succeededFuture(new Position(1, 7));
  }

  /** Recorded a minute ago, and never acknowledged. */
  private InvocationId unsent() throws Exception {
    InvocationId id = recorded(Recorded.call());
    change(id, "recorded_at = recorded_at - interval '1 minute'");
    return id;
  }

  private InvocationId expired() throws Exception {
    InvocationId id = recorded(Recorded.call());
    change(id, "expires_at = clock_timestamp() - interval '1 minute'");
    return id;
  }

  private InvocationId recorded(NewInvocation call) throws Exception {
    return fixture.recorded(call).command().invocation();
  }

  private void change(InvocationId id, String values) throws Exception {
    fixture.run("update sluice_ledger.invocation set %s where id = '%s'".formatted(values, id));
  }

  private Invocation found(InvocationId id) throws Exception {
    return await(ledger.find(id)).orElseThrow();
  }
}
