package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.vertx.core.Future;

/**
 * Takes a command and comes back with its outcome.
 *
 * <p>The future never fails: a failure is an {@link Outcome.Unanswered}. It completes on the Vert.x
 * context that called, at the latest at the command's deadline. Callable from any event loop; never
 * blocks.
 */
public interface Dispatcher {

  Future<Outcome> dispatch(Command command);

  /**
   * Nobody waits for the command's outcome any more: its future ends at once, as {@code CANCELLED}.
   * Called on the context that dispatched; nothing happens where it has ended.
   */
  void cancel(Command command);
}
