package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a deployed worker does, whatever carries its commands. */
interface WorkerNodeContract {

  Dispatcher dispatcher();

  ShopWorker worker();

  WorkerNode node();

  @Test
  default void aResultComesBack() throws TimeoutException {
    var reply = call("buy", "{\"item\":\"cheese\",\"count\":2}");

    assertNull(reply.status());
    assertEquals("{\"item\":\"cheese\",\"by\":\"alice\"}", reply.payload().data().toString());
    assertEquals(List.of("cheese"), worker().bought());
  }

  @Test
  default void anAnswersStatusAndHeadersComeBack() throws TimeoutException {
    var reply = call("create", "{\"item\":\"a\",\"count\":1}");

    assertEquals(201, reply.status());
    assertEquals(Map.of("location", "/items/a"), reply.payload().headers());
    assertEquals("{}", reply.payload().data().toString());
  }

  @Test
  default void aRejectionComesBackAsItsProblem() throws TimeoutException {
    assertEquals(409, call("refuse", "{\"count\":1}").status());
  }

  @Test
  default void aFailureComesBackWithoutItsReason() throws TimeoutException {
    var reply = call("fail", "{\"count\":1}");

    assertEquals(500, reply.status());
    assertFalse(reply.payload().data().toString().contains("secret"));
  }

  @Test
  default void unreadableDataComesBackAsAProblem() throws TimeoutException {
    assertEquals(422, call("buy", "{\"item\":\"a\"}").status());
  }

  @Test
  default void manyCallsAtOnceAreAllAnswered() throws TimeoutException {
    List<Future<Outcome>> outcomes =
        IntStream.range(0, 100)
            .mapToObj(i -> Commands.of("buy", "{\"item\":\"i" + i + "\",\"count\":1}"))
            .map(dispatcher()::dispatch)
            .toList();

    for (Future<Outcome> outcome : outcomes) {
      assertInstanceOf(Answered.class, outcome.await(60, SECONDS));
    }
    assertEquals(100, worker().bought().size());
  }

  @Test
  default void theNodeIsWellWhileItServes() throws TimeoutException {
    assertNull(node().check().await(20, SECONDS));
  }

  @Test
  default void aStopWaitsForTheWorkInHand() throws TimeoutException {
    var outcome = dispatcher().dispatch(Commands.of("slow", "{\"count\":1}"));
    eventually("it is in hand", worker()::isSlowRunning);

    Future<Void> stopped = node().stop();
    assertFalse(worker().isReleased());
    worker().endSlow();

    var answered = assertInstanceOf(Answered.class, outcome.await(60, SECONDS));
    assertEquals("{\"slow\":\"done\"}", answered.reply().payload().data().toString());
    stopped.await(60, SECONDS);
    assertTrue(worker().isReleased());
  }

  @Test
  default void aServiceRunsOnceOnANode() {
    var again = node().deploy(new ShopWorker(worker().service()), new DeploymentOptions());

    assertEquals(
        "service " + worker().service() + " runs on this node already", again.cause().getMessage());
  }

  private Reply call(String operation, String data) throws TimeoutException {
    var outcome = dispatcher().dispatch(Commands.of(operation, data)).await(60, SECONDS);
    return assertInstanceOf(Answered.class, outcome).reply();
  }
}
