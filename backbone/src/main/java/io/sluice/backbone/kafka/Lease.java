package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How long a consumer's partitions are surely its own: from the sending of a commit that the broker
 * took, because that begins the member's session anew, until shortly before this session's end. A
 * process that was stopped, or cut off, so knows it before it starts anything
 * (docs/decisions/0019).
 *
 * <p>Any thread may ask and renew; waiting is confined to the context.
 */
final class Lease {

  /** For what lies between asking and starting. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private final List<Promise<Void>> waiting = new ArrayList<>();
  private final Context context;
  private final LongSupplier nanoTime;
  private final long length;
  private volatile long begun;

  /**
   * A lease that does not hold yet.
   *
   * @param context where those who wait for it go on
   * @param nanoTime goes on while the process is stopped, as {@link System#nanoTime()} does
   * @param session the member's
   */
  Lease(Context context, LongSupplier nanoTime, Duration session) {
    this.context = context;
    this.nanoTime = nanoTime;
    this.length = session.minus(MARGIN).toNanos();
    this.begun = nanoTime.getAsLong() - length;
  }

  /** When something is sent that may renew it. */
  long now() {
    return nanoTime.getAsLong();
  }

  boolean holds() {
    return nanoTime.getAsLong() - begun < length;
  }

  /**
   * The broker took a commit of this member.
   *
   * @param sent when it was sent: how long the answer took says nothing
   */
  void renew(long sent) {
    if (sent - begun > 0) {
      begun = sent;
    }
    lookAgain();
  }

  /** Those who wait shall see for themselves: it was renewed, or a partition has gone. */
  void lookAgain() {
    context.runOnContext(ignored -> tellAll());
  }

  /** Completes when there is reason to look again. Called on the context. */
  Future<Void> changed() {
    Promise<Void> change = Promise.promise();
    waiting.add(change);
    return change.future();
  }

  private void tellAll() {
    List<Promise<Void>> told = List.copyOf(waiting);
    waiting.clear();
    told.forEach(Promise::complete);
  }
}
