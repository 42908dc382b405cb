package io.sluice.gateway.call;

import io.vertx.core.Future;

/**
 * Takes a call and comes back with what its caller is told.
 *
 * <p>The future never fails. It completes on the Vert.x context that called, at the latest shortly
 * after {@link Call#answerBy()}. Callable from any event loop; never blocks.
 */
public interface CallDispatcher {

  Future<CallOutcome> dispatch(Call call);

  /**
   * The caller has gone away. What nobody else needs ends at once, as {@code CANCELLED}. Called on
   * the context that dispatched; nothing happens where it has ended.
   */
  void cancel(Call call);
}
