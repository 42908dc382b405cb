package io.sluice.workers.transaction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.workers.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CommitGateTest {

  private final Vertx vertx = Vertx.vertx();
  private final CommitGate gate = new CommitGate(vertx);
  private final List<String> started = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, SECONDS);
  }

  @Test
  void theFirstStartsAtOnceAndTheOthersTogetherWhenItHasEnded() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    var together =
        onContext(
            () -> {
              Future<Void> one = commit("a", first);
              Future<Void> two = commit("b", second);
              Future<Void> three = commit("c", Promise.promise());
              assertEquals(List.of("a"), started);
              first.complete();
              assertTrue(one.isComplete());
              assertFalse(two.isComplete() || three.isComplete());
              return List.copyOf(started);
            });

    assertEquals(List.of("a", "b", "c"), together);
  }

  @Test
  void halfOfTheAttemptsStartTogetherWhenTheyAreReady() throws Exception {
    var startedByTurn =
        onContext(
            () -> {
              for (int i = 0; i < 6; i++) {
                gate.enter();
              }
              List<Integer> counts = new ArrayList<>();
              for (String name : List.of("a", "b", "c")) {
                var unused = commit(name, Promise.promise());
                counts.add(started.size());
              }
              return counts;
            });

    assertEquals(List.of(0, 0, 3), startedByTurn);
  }

  @Test
  void whoWaitsStartsWhenOthersEndWithoutACommit() throws Exception {
    var startedByTurn =
        onContext(
            () -> {
              for (int i = 0; i < 4; i++) {
                gate.enter();
              }
              var unused = commit("a", Promise.promise());
              gate.exit();
              int whileThreeRun = started.size();
              gate.exit();
              return List.of(whileThreeRun, started.size());
            });

    assertEquals(List.of(0, 1), startedByTurn);
  }

  @Test
  void nobodyWaitsForLongForOneThatDoesNotEnd() throws Exception {
    var unused =
        onContext(
            () -> {
              Future<Void> stuck = commit("stuck", Promise.promise());
              Future<Void> next = commit("next", Promise.promise());
              return stuck.isComplete() || next.isComplete();
            });

    Eventually.eventually("it starts", () -> started.contains("next"));
  }

  @Test
  void oneThatCannotStartLetsTheOthersGo() throws Exception {
    boolean failed =
        onContext(
            () ->
                gate.pass(
                        () -> {
                          throw new IllegalStateException("cannot start");
                        })
                    .failed());
    assertTrue(failed);

    var unused = onContext(() -> commit("next", Promise.promise()).isComplete());
    assertEquals(List.of("next"), started);
  }

  private Future<Void> commit(String name, Promise<Void> end) {
    return gate.pass(
        () -> {
          started.add(name);
          return end.future();
        });
  }

  private <T> T onContext(Callable<T> action) throws Exception {
    Promise<T> done = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            ignored -> {
              try {
                done.complete(action.call());
              } catch (Exception | AssertionError e) {
                done.fail(e);
              }
            });
    return done.future().await(30, SECONDS);
  }
}
