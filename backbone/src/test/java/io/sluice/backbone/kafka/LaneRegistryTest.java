package io.sluice.backbone.kafka;

import static io.sluice.backbone.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.LogLines;
import io.sluice.backbone.RealCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealCluster.class)
final class LaneRegistryTest {

  private final String me = "me-" + UUID.randomUUID();
  private final String other = "other-" + UUID.randomUUID();

  @Test
  void aLaneIsGivenOnceAndAgainWhenItsNodeHasLeft() throws TimeoutException {
    Set<Integer> taken = new HashSet<>();
    var mine = registry(me, List.of(me, other));
    for (int i = 0; i < ReplyTopics.LANES; i++) {
      assertTrue(taken.add(mine.take().await(60, SECONDS)), "each lane once");
    }
    var whileBothLive = registry(other, List.of(me, other));
    try (LogLines log = LogLines.open()) {
      int shared = whileBothLive.take().await(60, SECONDS);
      assertTrue(taken.contains(shared), "shared when none is free");
      assertEquals(
          List.of(Map.of("lane", Integer.toString(shared))),
          log.of("all lanes are taken; one is shared"));
    }

    var afterwards = registry(other, List.of(other));
    Set<Integer> freed = new HashSet<>();
    for (int i = 0; i < ReplyTopics.LANES; i++) {
      assertTrue(freed.add(afterwards.take().await(60, SECONDS)), "each lane once");
    }
    release(afterwards, freed);
  }

  @Test
  void onlyItsHolderGivesALaneBack() throws TimeoutException {
    Set<Integer> taken = new HashSet<>();
    var mine = registry(me, List.of(me, other));
    for (int i = 0; i < ReplyTopics.LANES; i++) {
      taken.add(mine.take().await(60, SECONDS));
    }
    assertEquals(ReplyTopics.LANES, taken.size());

    var foreign = registry(other, List.of(me, other));
    foreign.release(7).await(60, SECONDS);
    mine.release(9).await(60, SECONDS);

    assertEquals(9, foreign.take().await(60, SECONDS));
    foreign.release(9).await(60, SECONDS);
    release(mine, taken);
  }

  @Test
  void aLaneIsFreeAgainWhenItsMemberHasLeftTheCluster() throws TimeoutException {
    var here = RealCluster.gateway();
    var another = RealCluster.joinAnother();
    var leaving = new LaneRegistry(another.vertx(), another.id(), another::members);
    for (int i = 0; i < ReplyTopics.LANES; i++) {
      leaving.take().await(60, SECONDS);
    }
    another.leave();
    eventually("it has left", () -> !here.members().contains(another.id()));

    var staying = new LaneRegistry(here.vertx(), here.id(), here::members);
    Set<Integer> freed = new HashSet<>();
    for (int i = 0; i < ReplyTopics.LANES; i++) {
      assertTrue(freed.add(staying.take().await(60, SECONDS)), "each lane once");
    }
    release(staying, freed);
  }

  private static void release(LaneRegistry registry, Set<Integer> lanes) throws TimeoutException {
    for (int lane : lanes) {
      registry.release(lane).await(60, SECONDS);
    }
  }

  private static LaneRegistry registry(String node, List<String> live) {
    return new LaneRegistry(RealCluster.gateway().vertx(), node, () -> live);
  }
}
