package io.sluice.cluster.membership;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cluster.management.Health;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MembershipTest {

  private static final String CLUSTER = "membership-test-" + ProcessHandle.current().pid();

  private final List<Membership> members = new ArrayList<>();

  @AfterEach
  void leaveAll() throws TimeoutException {
    for (var member : members) {
      member.leave().await(30, SECONDS);
    }
  }

  @Test
  void twoMembersSeeEachOtherAndTalk() throws TimeoutException {
    var first = join(CLUSTER);
    var second = join(CLUSTER, addressOf(first));
    first
        .vertx()
        .eventBus()
        .<String>consumer("greet", call -> call.reply("hello " + call.body()))
        .completion()
        .await(10, SECONDS);

    var answer =
        second
            .vertx()
            .eventBus()
            .<String>request("greet", "you", new DeliveryOptions().setSendTimeout(5_000))
            .await(10, SECONDS);

    assertEquals("hello you", answer.body());
    assertEquals(Set.of(first.nodeId(), second.nodeId()), first.nodeIds());
    assertEquals(first.nodeIds(), second.nodeIds());
  }

  @Test
  void aMemberThatLeavesIsMissedByTheOthers() throws TimeoutException {
    var first = join(CLUSTER);
    var second = join(CLUSTER, addressOf(first));
    var left = Promise.<String>promise();
    first.onNodeLeft(left::tryComplete);

    second.leave().await(30, SECONDS);

    assertEquals(second.nodeId(), left.future().await(10, SECONDS));
    assertEquals(Set.of(first.nodeId()), first.nodeIds());
    assertEquals(Set.of(), second.nodeIds());
  }

  @Test
  void aNodeIsWellWhileItIsAMember() throws TimeoutException {
    var member = join(CLUSTER);
    assertEquals(Health.up(), member.check().await(10, SECONDS));

    member.leave().await(30, SECONDS);

    assertEquals(Health.down("not a member"), member.check().await(10, SECONDS));
  }

  @Test
  void theOneWhoseClockDiffersFromMostIsNotReady() throws Exception {
    var first = join(CLUSTER);
    var second = join(CLUSTER, addressOf(first));
    var fast =
        Membership.join(
                MembershipConfig.loopback(CLUSTER, addressOf(first)),
                new VertxOptions(),
                () -> Instant.now().plusSeconds(3))
            .await(30, SECONDS);
    members.add(fast);

    var down = "the other members' clocks are -";
    long end = System.nanoTime() + SECONDS.toNanos(60);
    while (!fast.clock().check().await(10, SECONDS).toString().contains(down)) {
      assertTrue(System.nanoTime() < end, "the fast clock is not noticed");
      fast.vertx().timer(100).await(10, SECONDS);
    }

    assertEquals(Health.up(), first.clock().check().await(10, SECONDS));
    assertEquals(Health.up(), second.clock().check().await(10, SECONDS));
    assertTrue(fast.clockOffset().toMillis() < -2_000, fast.clockOffset()::toString);
  }

  @Test
  void leavingTwiceIsLeavingOnce() throws TimeoutException {
    var member = join(CLUSTER);

    member.leave().await(30, SECONDS);

    assertNull(member.leave().await(30, SECONDS));
  }

  @Test
  void aMemberOfAnotherClusterStaysOutside() throws TimeoutException {
    var first = join(CLUSTER);

    var stranger = join(CLUSTER + "-other", addressOf(first));

    assertEquals(Set.of(stranger.nodeId()), stranger.nodeIds());
    assertEquals(Set.of(first.nodeId()), first.nodeIds());
  }

  @Test
  void aTakenPortIsNamed() throws TimeoutException {
    var first = join(CLUSTER);
    var taken = MembershipConfig.tcp(CLUSTER, MembershipConfig.LOOPBACK, first.port(), List.of());

    var failure =
        assertThrows(
            IllegalStateException.class,
            () -> Membership.join(taken, new VertxOptions()).await(30, SECONDS));

    var message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("127.0.0.1:" + first.port()), message);
  }

  private Membership join(String cluster, String... known) throws TimeoutException {
    var member =
        Membership.join(MembershipConfig.loopback(cluster, known), new VertxOptions())
            .await(30, SECONDS);
    members.add(member);
    return member;
  }

  private static String addressOf(Membership member) {
    return MembershipConfig.LOOPBACK + ":" + member.port();
  }
}
