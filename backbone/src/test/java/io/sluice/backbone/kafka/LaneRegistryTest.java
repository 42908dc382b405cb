package io.sluice.backbone.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealCluster;
import java.util.HashSet;
import java.util.List;
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
      assertTrue(taken.add(mine.take().await(20, SECONDS)), "each lane once");
    }
    var whileBothLive = registry(other, List.of(me, other));
    assertTrue(taken.contains(whileBothLive.take().await(20, SECONDS)), "shared when none is free");

    var afterwards = registry(other, List.of(other));
    Set<Integer> freed = new HashSet<>();
    for (int i = 0; i < ReplyTopics.LANES; i++) {
      assertTrue(freed.add(afterwards.take().await(20, SECONDS)), "each lane once");
    }
    release(afterwards, freed);
  }

  @Test
  void onlyItsHolderGivesALaneBack() throws TimeoutException {
    Set<Integer> taken = new HashSet<>();
    var mine = registry(me, List.of(me, other));
    for (int i = 0; i < ReplyTopics.LANES; i++) {
      taken.add(mine.take().await(20, SECONDS));
    }
    assertEquals(ReplyTopics.LANES, taken.size());

    var foreign = registry(other, List.of(me, other));
    foreign.release(7).await(20, SECONDS);
    mine.release(9).await(20, SECONDS);

    assertEquals(9, foreign.take().await(20, SECONDS));
    foreign.release(9).await(20, SECONDS);
    release(mine, taken);
  }

  private static void release(LaneRegistry registry, Set<Integer> lanes) throws TimeoutException {
    for (int lane : lanes) {
      registry.release(lane).await(20, SECONDS);
    }
  }

  private static LaneRegistry registry(String node, List<String> live) {
    return new LaneRegistry(RealCluster.gateway().vertx(), node, () -> live);
  }
}
