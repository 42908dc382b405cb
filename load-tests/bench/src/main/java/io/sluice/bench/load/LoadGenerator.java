package io.sluice.bench.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes calls on one event loop, so that it takes at most one processor from the measured. */
public final class LoadGenerator implements AutoCloseable {

  private static final int OPEN_LOOP_CONNECTIONS = 64;
  private static final int CONNECTED_AT_ONCE = 64;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(12);
  private static final Duration SLACK = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
  private final Context loop = vertx.getOrCreateContext();

  /**
   * What came of a run.
   *
   * @param before what was read when the window opened
   * @param after what was read when it closed
   */
  public record Run<S>(Tally tally, S before, S after) {}

  /**
   * Runs a load; blocks until its last answer.
   *
   * @param settle calls are made so long before they count
   * @param window calls count so long
   * @param reading is taken at both ends of the window, on this thread
   */
  public <S> Run<S> run(
      Endpoint target, Load load, Duration settle, Duration window, Callable<S> reading)
      throws Exception {
    var running = new Running(target, load);
    try {
      await(running.begin(), SLACK);
      pause(settle);
      S before = reading.call();
      await(onLoop(() -> running.tally.open(System.nanoTime())), SLACK);
      pause(window);
      await(onLoop(() -> running.tally.close(System.nanoTime())), SLACK);
      S after = reading.call();
      return new Run<>(running.tally, before, after);
    } finally {
      await(running.end(), LAST_ANSWERS.plus(SLACK));
    }
  }

  /** Calls once; fails when the answer is not right. */
  public void callOnce(Endpoint target) throws Exception {
    var tally = new Tally();
    Promise<Void> done = Promise.promise();
    var connections = new Connections(vertx, target);
    var caller = new Caller(connections, tally, free -> done.tryComplete());
    try {
      await(onLoop(() -> caller.connect().<Void>mapEmpty()), SLACK);
      await(onLoop(() -> tally.open(System.nanoTime())), SLACK);
      await(onLoop(() -> caller.call(0, System.nanoTime())), SLACK);
      await(done.future(), LAST_ANSWERS);
      if (tally.answers() != 1) {
        throw new IllegalStateException("the answer of " + target + " is not the order");
      }
    } finally {
      await(connections.close(), SLACK);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Future<Void> onLoop(Runnable action) {
    return onLoop(
        () -> {
          action.run();
          return Future.succeededFuture();
        });
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(ignored -> action.get().onComplete(done));
    return done.future();
  }

  private void pause(Duration time) throws Exception {
    if (time.isPositive()) {
      await(vertx.timer(time.toMillis()), time.plus(SLACK));
    }
  }

  private static <T> T await(Future<T> future, Duration limit) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The callers and the loop of one run. */
  private final class Running {
    private final Tally tally = new Tally();
    private final List<Caller> callers = new ArrayList<>();
    private final Connections connections;
    private final Loop calls;
    private long sweep;

    Running(Endpoint target, Load load) {
      connections = new Connections(vertx, target);
      int size =
          switch (load) {
            case Load.Closed closed -> closed.connections();
            case Load.Turns turns -> turns.connections();
            case Load.Open open -> OPEN_LOOP_CONNECTIONS;
          };
      for (int i = 0; i < size; i++) {
        callers.add(new Caller(connections, tally, this::free));
      }
      calls =
          switch (load) {
            case Load.Closed closed -> new ClosedLoop(callers);
            case Load.Turns turns -> new TurnsLoop(callers, Load.Turns.UNDER_WAY);
            case Load.Open open -> new OpenLoop(callers, open.perSecond(), loop, tally);
          };
    }

    Future<Void> begin() {
      return onLoop(
          () ->
              connect(0)
                  .map(
                      connected -> {
                        beginCalls();
                        return null;
                      }));
    }

    /** Not all at once: a server's queue of connections that it has not accepted is short. */
    private Future<Void> connect(int from) {
      if (from >= callers.size()) {
        return Future.succeededFuture();
      }
      int to = Math.min(from + CONNECTED_AT_ONCE, callers.size());
      return Future.all(callers.subList(from, to).stream().map(Caller::connect).toList())
          .compose(connected -> connect(to));
    }

    Future<Void> end() {
      return onLoop(
          () -> {
            calls.endSending();
            return lastAnswers(System.nanoTime())
                .onSuccess(over -> callers.forEach(Caller::end))
                .eventually(connections::close);
          });
    }

    private void beginCalls() {
      sweep =
          vertx.setPeriodic(
              1_000, id -> callers.forEach(caller -> caller.giveUpAfterLimit(System.nanoTime())));
      calls.begin();
    }

    private void free(Caller caller) {
      calls.free(caller);
    }

    private Future<Void> lastAnswers(long since) {
      boolean late = System.nanoTime() - since > LAST_ANSWERS.toNanos();
      if (late || callers.stream().noneMatch(Caller::isBusy)) {
        vertx.cancelTimer(sweep);
        return Future.succeededFuture();
      }
      return vertx.timer(LOOK_AGAIN_MILLIS).compose(passed -> lastAnswers(since));
    }
  }
}
