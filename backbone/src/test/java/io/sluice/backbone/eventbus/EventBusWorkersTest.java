package io.sluice.backbone.eventbus;

import static io.sluice.backbone.Eventually.eventually;
import static io.sluice.backbone.RealCluster.gateway;
import static io.sluice.backbone.RealCluster.worker;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealCluster;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service that runs on two nodes. */
@ExtendWith(RealCluster.class)
final class EventBusWorkersTest {

  private final String service = "service-" + UUID.randomUUID();
  private final WorkerDirectory directory;
  private final EventBusDispatcher dispatcher;
  private final BusWorker one;
  private final BusWorker two;

  EventBusWorkersTest() throws TimeoutException {
    var vertx = gateway().vertx();
    directory = WorkerDirectory.start(vertx, InstantSource.system()).await(20, SECONDS);
    dispatcher = new EventBusDispatcher(vertx, InstantSource.system(), directory, service, false);
    one = BusWorker.answering(worker(), service);
    two = BusWorker.answering(gateway(), service);
    eventually("both are there", () -> directory.candidates(service, "op").size() == 2);
  }

  @AfterEach
  void stop() throws TimeoutException {
    two.leave();
    directory.stop().await(20, SECONDS);
  }

  @Test
  void twoWorkersShareTheLoad() throws TimeoutException {
    Future.all(dispatch(100)).await(20, SECONDS);
    one.leave();

    assertEquals(100, one.seen().size() + two.seen().size());
    assertTrue(one.seen().size() >= 30, "the first had " + one.seen().size());
    assertTrue(two.seen().size() >= 30, "the second had " + two.seen().size());
  }

  @Test
  void noCallIsLostWhenAWorkerLeavesUnderLoad() throws TimeoutException {
    List<Future<Outcome>> outcomes = new ArrayList<>();
    Future<Void> left = Future.succeededFuture();
    for (int round = 0; round < 100; round++) {
      outcomes.addAll(dispatch(5));
      if (round == 30) {
        left = one.announcer().stop().compose(said -> one.consumer().unregister());
      }
      assertInstanceOf(
          Outcome.class, outcomes.get(Math.max(0, outcomes.size() - 20)).await(30, SECONDS));
    }
    left.await(20, SECONDS);

    for (Future<Outcome> outcome : outcomes) {
      assertInstanceOf(Answered.class, outcome.await(30, SECONDS));
    }
  }

  private List<Future<Outcome>> dispatch(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> dispatcher.dispatch(Samples.fresh("op")))
        .toList();
  }
}
