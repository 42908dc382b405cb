package io.sluice.peers.floors;

import io.sluice.peers.launch.Arguments;
import io.vertx.core.Vertx;

/** Floor D: HTTP, Kafka's own clients, and a map of those who wait. */
public final class PlainKafka {

  private PlainKafka() {}

  public static void main(String[] args) {
    var arguments = Arguments.of(args);
    if (arguments.text("role").equals("worker")) {
      KafkaWorker.start(arguments).run();
    } else {
      serve(arguments);
    }
  }

  private static void serve(Arguments arguments) {
    // Both return when Kafka has answered, so that the first call waits for nothing.
    var calls = KafkaCalls.open(arguments);
    ReplyReader.open(arguments, calls::complete).start();
    var vertx = Vertx.vertx();
    vertx.setPeriodic(KafkaCalls.SWEEP_MILLIS, timer -> calls.failOverdue());
    Floor.orExit(EchoServer.open(vertx, arguments, calls));
  }
}
