package io.sluice.backbone.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HandoverTest {

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();

  private record Taken(int number, @Nullable Context on) {}

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, SECONDS);
  }

  @Test
  void allIsTakenOnTheContextInItsOrder() throws Exception {
    var handover = new Handover<Integer>(context, this::take);
    List<Integer> all = IntStream.range(0, 10_000).boxed().toList();

    all.forEach(handover::give);

    for (int number : all) {
      Taken one = next();
      assertEquals(number, one.number());
      assertSame(context, one.on());
    }
  }

  @Test
  void whatIsGivenWhileTakingIsTakenLater() throws Exception {
    var again = new LinkedBlockingQueue<Handover<Integer>>();
    var handover =
        new Handover<Integer>(
            context,
            number -> {
              if (number < 3) {
                again.element().give(number + 1);
              }
              take(number);
            });
    again.add(handover);

    handover.give(1);

    assertEquals(List.of(1, 2, 3), List.of(next().number(), next().number(), next().number()));
  }

  @Test
  void whatIsBehindOneThatCannotBeTakenIsTaken() throws Exception {
    var handover =
        new Handover<Integer>(
            context,
            number -> {
              if (number == 1) {
                throw new IllegalStateException("cannot be taken");
              }
              take(number);
            });

    // All in one turn.
    context.runOnContext(ignored -> List.of(1, 2, 3).forEach(handover::give));

    assertEquals(List.of(2, 3), List.of(next().number(), next().number()));
  }

  private void take(int number) {
    taken.add(new Taken(number, Vertx.currentContext()));
  }

  private Taken next() throws InterruptedException {
    Taken one = taken.poll(30, SECONDS);
    if (one == null) {
      throw new AssertionError("nothing was taken");
    }
    return one;
  }
}
