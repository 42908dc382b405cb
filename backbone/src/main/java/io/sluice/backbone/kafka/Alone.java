package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The one place of a consumer for commands that may end its process: of those one runs at a time,
 * so that an end tells which it was. Confined to one Vert.x context.
 */
final class Alone {

  private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
  private boolean taken;

  /** Completes when the place is the caller's, who then leaves it again. */
  Future<Void> enter() {
    if (tryEnter()) {
      return Future.succeededFuture();
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    return turn.future();
  }

  /** Whether the place is the caller's now. */
  boolean tryEnter() {
    boolean free = !taken;
    taken = true;
    return free;
  }

  void leave() {
    Promise<Void> next = waiting.poll();
    if (next == null) {
      taken = false;
    } else {
      next.complete();
    }
  }
}
