package io.sluice.cluster.node;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that stays cut off from most others ends, so that whoever supervises it starts it anew: it
 * may find the others then, and until then it holds partitions that others could serve. Used on any
 * thread.
 */
final class CutOff {

  private static final Logger log = LoggerFactory.getLogger(CutOff.class);
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Duration limit;
  private final Runnable end;
  private long timer = NONE;

  /**
   * A node that is not cut off.
   *
   * @param end must not block
   */
  CutOff(Vertx vertx, Duration limit, Runnable end) {
    this.vertx = vertx;
    this.limit = limit;
    this.end = end;
  }

  /** The node is cut off from now on, or no more. */
  synchronized void minority(boolean cut) {
    vertx.cancelTimer(timer);
    timer = cut ? vertx.setTimer(limit.toMillis(), id -> giveUp()) : NONE;
  }

  private void giveUp() {
    log.atError().addKeyValue("after", limit).log("cut off from most members for too long, ending");
    end.run();
  }
}
