package io.sluice.system.invocation;

import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Retry;
import io.sluice.workers.handler.Transaction;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Does deeds, each written down without a look at whether it was done before. */
final class DeedsWorker extends WorkerVerticle {

  static final String SERVICE = "deeds";

  private final Map<String, Promise<Void>> held = new ConcurrentHashMap<>();
  private final Map<String, Call> calls = new ConcurrentHashMap<>();
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private volatile boolean mended;

  /**
   * The data of every operation.
   *
   * @param millis how long it takes, where it is paced
   */
  record Deed(String name, int millis) {}

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  protected void handlers(Handlers on) {
    on.command("quick", Deed.class, DeedsWorker::write).durable();
    on.command("strict", Deed.class, DeedsWorker::write).durable();
    on.command("guarded", Deed.class, DeedsWorker::write).durable();
    on.command("held", Deed.class, this::hold).durable();
    on.command("patient", Deed.class, this::hold).durable();
    on.command("exclusive", Deed.class, this::hold).durable();
    on.command("queued", Deed.class, this::hold).durable();
    on.command("deaf", Deed.class, this::goOn).durable();
    on.command("paced", Deed.class, this::pace).durable();
    on.command("doomed", Deed.class, this::holdAndFail).durable().retry(Retry.upTo(1));
    on.command("failing", Deed.class, this::fail).durable().retry(Retry.upTo(1));
  }

  /** Whether the work of a deed that is held has begun. */
  boolean hasBegun(String name) {
    return begun.contains(name);
  }

  /** Tells how far a deed is that is held. */
  void tell(String name, int percent) {
    Objects.requireNonNull(calls.get(name), "it has not begun").progress(percent);
  }

  /** Lets a deed that is held be done. */
  void release(String name) {
    hold(name).tryComplete();
  }

  /** From now on what failed is done. */
  void mend(boolean isMended) {
    mended = isMended;
  }

  private Promise<Void> hold(String name) {
    return held.computeIfAbsent(name, absent -> Promise.promise());
  }

  private Future<FirstReply> hold(Deed deed, Call call) {
    calls.put(deed.name(), call);
    begun.add(deed.name());
    call.progress(50, "waits");
    Future<Void> released = hold(deed.name()).future();
    return Future.any(released, call.cancelled())
        .compose(
            over -> {
              if (call.isCancelled()) {
                throw new CancellationException();
              }
              return write(deed, call);
            });
  }

  /** Goes on whoever wants it, once its transaction has begun. */
  private Future<FirstReply> goOn(Deed deed, Call call) {
    return call.transaction(
        tx -> {
          begun.add(deed.name());
          return hold(deed.name()).future().compose(released -> write(deed, call, tx));
        });
  }

  private Future<FirstReply> pace(Deed deed, Call call) {
    return vertx
        .timer(Math.max(1, deed.millis()), TimeUnit.MILLISECONDS)
        .compose(over -> write(deed, call));
  }

  private Future<FirstReply> fail(Deed deed, Call call) {
    return mended ? write(deed, call) : Future.failedFuture(new IllegalStateException("broken"));
  }

  private Future<FirstReply> holdAndFail(Deed deed, Call call) {
    begun.add(deed.name());
    return hold(deed.name()).future().compose(released -> fail(deed, call));
  }

  private static Future<FirstReply> write(Deed deed, Call call) {
    return call.transaction(tx -> write(deed, call, tx));
  }

  private static Future<Map<String, Object>> write(Deed deed, Call call, Transaction tx) {
    return tx.db()
        .preparedQuery("insert into deed (invocation, name) values ($1, $2)")
        .execute(Tuple.of(call.invocation().value(), deed.name()))
        .map(
            done ->
                new JsonObject()
                    .put("name", deed.name())
                    .put("invocation", call.invocation().toString())
                    .put("principal", call.caller().principal())
                    .getMap());
  }
}
