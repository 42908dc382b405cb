package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.await;
import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.call.Timeline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for changes, for how long, and how many may. */
final class WatchTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Caller ADA = new Caller("ada", "north");
  private static final Caller BOB = new Caller("bob", "north");

  private final Vertx vertx = Vertx.vertx();
  private final Watch watch = new Watch(vertx, ids -> Future.succeededFuture(List.of()));

  @AfterEach
  void close() throws Exception {
    done(watch.stop());
    done(vertx.close());
  }

  @Test
  void whoLeavesWaitsNoMoreNowAndLater() throws Exception {
    Follower follower = new Follower(watch, ADA);
    Future<Optional<Invocation>> waits = follower.next(invocation(), LONG);
    Eventually.holds(() -> watch.size() == 1);

    follower.leave();

    assertTrue(await(waits).isEmpty());
    assertEquals(0, watch.size());
    assertTrue(await(follower.next(invocation(), LONG)).isEmpty());
    assertEquals(0, watch.size());
  }

  @Test
  void theOthersOfTheSameInvocationWaitOn() throws Exception {
    Invocation one = invocation();
    Follower leaves = new Follower(watch, ADA);
    Future<Optional<Invocation>> left = leaves.next(one, LONG);
    Future<Optional<Invocation>> stays = new Follower(watch, ADA).next(one, LONG);
    Eventually.holds(() -> watch.size() == 2);

    leaves.leave();

    assertTrue(await(left).isEmpty());
    assertEquals(1, watch.size());
    assertEquals(false, stays.isComplete());
  }

  @Test
  void oneCallerHasNoMorePlacesThanAreFreeAndGetsThemBack() throws Exception {
    List<Follower> many =
        IntStream.range(0, 5_000).mapToObj(i -> new Follower(watch, ADA)).toList();
    List<Future<Optional<Invocation>>> waits = new ArrayList<>();
    many.forEach(one -> waits.add(one.next(invocation(), LONG)));
    Eventually.holds(() -> watch.size() == 5_000);

    Future<Optional<Invocation>> more = new Follower(watch, ADA).next(invocation(), SHORT);
    assertThrows(RejectedExecutionException.class, () -> await(more));
    assertTrue(await(new Follower(watch, BOB).next(invocation(), SHORT)).isEmpty());

    many.forEach(Follower::leave);
    done(Future.all(waits));
    assertEquals(0, watch.size());
    assertTrue(await(new Follower(watch, ADA).next(invocation(), SHORT)).isEmpty());
  }

  private static Invocation invocation() {
    Instant now = Instant.parse("2026-01-02T12:00:00Z");
    return new Invocation(
        InvocationId.random(),
        UUID.randomUUID(),
        "placeOrder",
        "shop.order",
        ADA,
        null,
        InvocationState.ACCEPTED,
        1,
        0,
        false,
        new Timeline(now, null, null, null),
        now,
        null,
        null,
        false);
  }
}
