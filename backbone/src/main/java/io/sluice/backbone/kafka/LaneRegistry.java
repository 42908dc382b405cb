package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells gateway nodes which lanes are taken, by a map that the cluster shares.
 *
 * <p>It is a hint and no lock: two nodes on one lane cost some reading, and nothing else. An entry
 * of a node that has left counts as free.
 */
public final class LaneRegistry {

  private static final Logger log = LoggerFactory.getLogger(LaneRegistry.class);
  private static final String MAP = "sluice.lanes";

  private final Vertx vertx;
  private final String nodeId;
  private final Supplier<? extends Collection<String>> liveNodes;

  /**
   * The registry as one node sees it.
   *
   * @param liveNodes the cluster's members, this node among them
   */
  public LaneRegistry(
      Vertx vertx, String nodeId, Supplier<? extends Collection<String>> liveNodes) {
    this.vertx = vertx;
    this.nodeId = nodeId;
    this.liveNodes = liveNodes;
  }

  /**
   * Takes a free lane. Where none is free it shares one: each of the two reads the other's replies
   * as well, and drops them.
   */
  public Future<Integer> take() {
    int first = ThreadLocalRandom.current().nextInt(ReplyTopics.LANES);
    return map().compose(lanes -> tryFrom(lanes, first, 0));
  }

  /** Gives the lane back, if it is ours. */
  public Future<Void> release(int lane) {
    return map().compose(lanes -> lanes.removeIfPresent(lane, nodeId)).mapEmpty();
  }

  private Future<Integer> tryFrom(AsyncMap<Integer, String> lanes, int first, int tried) {
    int lane = (first + tried) % ReplyTopics.LANES;
    if (tried == ReplyTopics.LANES) {
      log.atWarn().addKeyValue("lane", first).log("all lanes are taken; one is shared");
      return Future.succeededFuture(first);
    }
    return tryTake(lanes, lane)
        .compose(taken -> taken ? Future.succeededFuture(lane) : tryFrom(lanes, first, tried + 1));
  }

  private Future<Boolean> tryTake(AsyncMap<Integer, String> lanes, int lane) {
    return lanes
        .putIfAbsent(lane, nodeId)
        .compose(
            holder -> {
              if (holder == null) {
                return Future.succeededFuture(true);
              }
              return liveNodes.get().contains(holder)
                  ? Future.succeededFuture(false)
                  : lanes.replaceIfPresent(lane, holder, nodeId);
            });
  }

  private Future<AsyncMap<Integer, String>> map() {
    return vertx.sharedData().getClusterWideMap(MAP);
  }
}
