package io.sluice.backbone.eventbus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;

/** A command that a node has, until its answer comes, its time is up, or the node is lost. */
final class HeldCall {

  private final Promise<Message<Object>> answer = Promise.promise();
  private final Promise<Void> settled = Promise.promise();
  private final Context context;
  private volatile boolean cancelled;

  /**
   * A call that has not ended.
   *
   * @param context where it ends
   */
  HeldCall(Context context) {
    this.context = context;
  }

  Future<Message<Object>> answer() {
    return answer.future();
  }

  /** Says no where the call had ended before. */
  boolean tryEnd(Message<Object> message) {
    return answer.tryComplete(message);
  }

  void fail(Throwable failure) {
    boolean unused = answer.tryFail(failure);
  }

  /** Ends it for its caller; the worker may still be at work. */
  void cancel() {
    cancelled = true;
    fail(new CallCancelledException());
  }

  /** The worker has answered, or will not any more. */
  void settle() {
    settled.complete();
  }

  /**
   * Completes when the worker's place is free: a cancelled call's is not before the worker says so,
   * or callers who come and go at once would bring it more than it takes.
   */
  Future<Void> placeFree() {
    return cancelled ? settled.future() : Future.succeededFuture();
  }

  void lose(String address) {
    context.runOnContext(ignored -> answer.tryFail(new WorkerLostException(address)));
  }
}
