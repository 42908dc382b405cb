package io.sluice.gateway.invocation;

import io.sluice.backbone.dispatch.FailureSpell;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for changes of invocations, whichever node makes them: reads all that somebody here waits
 * for in one statement, after 50 ms and then less and less often, at least once a second. A message
 * of the node that made a change makes it sooner; it may be lost. Any thread may call it.
 */
final class Watch {

  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final int MOST = 10_000;
  private static final int MOST_AT_ONCE = 500;
  private static final long STEP_MILLIS = 50;
  private static final long LONGEST_MILLIS = 1_000;

  private final FailureSpell failures = new FailureSpell(InstantSource.system());
  private final Map<InvocationId, Watched> watched = new HashMap<>();
  private final Map<Caller, Integer> byCaller = new HashMap<>();
  private final AtomicInteger size = new AtomicInteger();
  private final Vertx vertx;
  private final Context context;
  private final Function<Collection<InvocationId>, Future<List<Invocation>>> read;
  private final ChangeHints hints;
  private volatile boolean stopping;
  private boolean looking;
  private boolean lookAgain;
  private final long timer;

  /**
   * A watch over what the ledger has.
   *
   * @param read at most {@value #MOST_AT_ONCE} at once
   */
  Watch(Vertx vertx, Function<Collection<InvocationId>, Future<List<Invocation>>> read) {
    this.vertx = vertx;
    this.read = read;
    this.context = vertx.getOrCreateContext();
    this.timer = vertx.setPeriodic(STEP_MILLIS, tick -> context.runOnContext(ignored -> look()));
    this.hints = new ChangeHints(vertx, context, this::hint);
  }

  /** Waits for an invocation to be newer than a version; as {@link Follower#next} says. */
  Future<Optional<Invocation>> next(Place place, InvocationId id, long version, long millis) {
    var waiter = new Waiter(place, id, version, vertx.getOrCreateContext());
    context.runOnContext(ignored -> add(waiter, millis));
    return waiter.promise.future();
  }

  /** Who has this place waits no more. */
  void leave(Place place) {
    context.runOnContext(
        ignored -> {
          place.left = true;
          if (place.waiter != null) {
            drop(place.waiter);
          }
        });
  }

  /** How many wait. */
  int size() {
    return size.get();
  }

  /** An invocation has changed, here: who waits for it, here or elsewhere, looks now. */
  void changed(InvocationId id) {
    context.runOnContext(
        ignored -> {
          if (watched.containsKey(id)) {
            hint(List.of(id));
          }
          hints.tell(id);
        });
  }

  /** Nobody waits any more: who does, learns of no change. */
  void release() {
    stopping = true;
    context.runOnContext(
        ignored -> {
          watched
              .values()
              .forEach(one -> one.waiters.forEach(waiter -> end(waiter, Optional.empty())));
          watched.clear();
        });
  }

  boolean isStopping() {
    return stopping;
  }

  Future<Void> stop() {
    release();
    var unused = vertx.cancelTimer(timer);
    return hints.stop();
  }

  private void add(Waiter waiter, long millis) {
    if (stopping || waiter.place.left) {
      waiter.end(Optional.empty());
      return;
    }
    if (isFullFor(waiter.place.caller)) {
      waiter.fail();
      return;
    }
    size.incrementAndGet();
    byCaller.merge(waiter.place.caller, 1, Integer::sum);
    waiter.place.waiter = waiter;
    watched.computeIfAbsent(waiter.id, Watched::new).add(waiter);
    waiter.timer =
        vertx.setTimer(Math.max(1, millis), fired -> context.runOnContext(i -> drop(waiter)));
  }

  /** Nobody has more places than are left: so there is one for whoever has none. */
  private boolean isFullFor(Caller caller) {
    return byCaller.getOrDefault(caller, 0) >= MOST - size.get();
  }

  private void drop(Waiter waiter) {
    Watched one = watched.get(waiter.id);
    if (one != null && one.waiters.remove(waiter)) {
      end(waiter, Optional.empty());
      if (one.waiters.isEmpty()) {
        watched.remove(waiter.id);
      }
    }
  }

  private void end(Waiter waiter, Optional<Invocation> found) {
    size.decrementAndGet();
    byCaller.computeIfPresent(
        waiter.place.caller, (caller, count) -> count == 1 ? null : count - 1);
    waiter.place.waiter = null;
    vertx.cancelTimer(waiter.timer);
    waiter.end(found);
  }

  private void hint(Collection<InvocationId> ids) {
    boolean any = false;
    for (InvocationId id : ids) {
      Watched one = watched.get(id);
      if (one != null) {
        one.lookNow();
        any = true;
      }
    }
    if (any) {
      look();
    }
  }

  private void look() {
    if (looking) {
      lookAgain = true;
      return;
    }
    long now = System.nanoTime();
    List<InvocationId> due = new ArrayList<>();
    for (Watched one : watched.values()) {
      if (one.isDue(now) && due.size() < MOST_AT_ONCE) {
        one.looked(now);
        due.add(one.id);
      }
    }
    if (due.isEmpty()) {
      return;
    }
    looking = true;
    read.apply(due)
        .onComplete(
            found -> context.runOnContext(ignored -> looked(found.result(), found.cause())));
  }

  private void looked(@Nullable List<Invocation> found, @Nullable Throwable failure) {
    looking = false;
    if (found != null) {
      found.forEach(this::show);
    } else if (failures.beginsWithFailure()) {
      log.atWarn()
          .addKeyValue("reason", String.valueOf(failure))
          .log("invocations that somebody waits for cannot be read");
    }
    if (lookAgain) {
      lookAgain = false;
      look();
    }
  }

  private void show(Invocation invocation) {
    var unused = failures.endedBySuccess();
    Watched one = watched.get(invocation.id());
    if (one == null) {
      return;
    }
    for (Waiter waiter : List.copyOf(one.waiters)) {
      if (invocation.version() > waiter.version) {
        one.waiters.remove(waiter);
        end(waiter, Optional.of(invocation));
      }
    }
    if (one.waiters.isEmpty()) {
      watched.remove(invocation.id());
    }
  }

  /** An invocation that somebody waits for. */
  private static final class Watched {
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final InvocationId id;
    private long pauseMillis = STEP_MILLIS;
    private long due = System.nanoTime();

    private Watched(InvocationId id) {
      this.id = id;
    }

    /** What a waiter does not know yet may be there. */
    private void add(Waiter waiter) {
      waiters.add(waiter);
      lookNow();
    }

    private void lookNow() {
      pauseMillis = STEP_MILLIS;
      due = System.nanoTime();
    }

    private boolean isDue(long now) {
      return now - due >= 0;
    }

    private void looked(long now) {
      due = now + pauseMillis * 1_000_000;
      pauseMillis = Math.min(LONGEST_MILLIS, pauseMillis * 2);
    }
  }

  /** Of somebody who waits, now and then. Touched on the watch's context alone. */
  static final class Place {
    private final Caller caller;
    private @Nullable Waiter waiter;
    private boolean left;

    Place(Caller caller) {
      this.caller = caller;
    }
  }

  private static final class Waiter {
    private final Promise<Optional<Invocation>> promise = Promise.promise();
    private final Place place;
    private final InvocationId id;
    private final long version;
    private final Context caller;
    private long timer;

    private Waiter(Place place, InvocationId id, long version, Context caller) {
      this.place = place;
      this.id = id;
      this.version = version;
      this.caller = caller;
    }

    private void end(Optional<Invocation> found) {
      caller.runOnContext(ignored -> promise.complete(found));
    }

    private void fail() {
      caller.runOnContext(
          ignored ->
              promise.fail(new RejectedExecutionException("too many wait for invocations here")));
    }
  }
}
