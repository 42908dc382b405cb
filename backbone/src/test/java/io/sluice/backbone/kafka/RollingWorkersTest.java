package io.sluice.backbone.kafka;

import static io.sluice.backbone.RealKafka.newTopic;
import static io.sluice.backbone.RealKafka.vertx;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.RealKafka;
import io.sluice.backbone.Samples;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Outcome.Answered;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers that are replaced one by one, in an orderly way, under load. */
@ExtendWith(RealKafka.class)
final class RollingWorkersTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int KEYS = 20;

  private final String topic = newTopic(8);
  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final List<Future<Outcome>> outcomes = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();

  @Test
  void noCallFailsAndEachKeyKeepsItsOrder() throws TimeoutException {
    Queue<Worker> workers = new ArrayDeque<>();
    try (var gateway = Gateway.open(topic)) {
      for (int i = 0; i < 3; i++) {
        workers.add(Worker.open(topic, 100, this::handle));
      }
      dispatchUntil(gateway, vertx().timer(2, SECONDS).mapEmpty());
      for (int i = 0; i < 4; i++) {
        var oldest = workers.remove();
        dispatchUntil(gateway, oldest.stop());
        oldest.close();
        var next = Worker.closed(topic, 100, this::handle);
        workers.add(next);
        dispatchUntil(gateway, next.join());
      }
      dispatchUntil(gateway, vertx().timer(2, SECONDS).mapEmpty());
      assertTrue(Future.join(outcomes).await(60, SECONDS).succeeded());
    } finally {
      for (Worker one : workers) {
        one.close();
      }
    }
    for (Future<Outcome> one : outcomes) {
      assertInstanceOf(Answered.class, one.result());
    }
    for (int key = 0; key < KEYS; key++) {
      String end = "-" + key;
      assertEquals(
          sent.stream().filter(one -> one.endsWith(end)).toList(),
          ran.stream().filter(one -> one.endsWith(end)).distinct().toList(),
          "what comes again is not out of turn");
    }
  }

  private void dispatchUntil(Gateway gateway, Future<Void> done) throws TimeoutException {
    while (!done.isComplete()) {
      vertx().timer(5, MILLISECONDS).await(20, SECONDS);
      int i = sent.size();
      String name = "op" + i + "-" + i % KEYS;
      sent.add(name);
      outcomes.add(gateway.dispatch(Samples.fresh(name, "key" + i % KEYS, TIMEOUT)));
    }
  }

  private Future<Reply> handle(Command command) {
    ran.add(command.operation());
    return vertx().timer(20, MILLISECONDS).map(worked -> Samples.answerTo(command, "w"));
  }
}
