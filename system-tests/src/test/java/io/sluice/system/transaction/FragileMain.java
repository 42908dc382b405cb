package io.sluice.system.transaction;

import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.workers.WorkerConfig;
import io.sluice.workers.WorkerNode;
import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Retry;
import io.sluice.workers.handler.StreamEvent;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker in a process of its own, which one kind of command ends, and one kind of event. */
final class FragileMain {

  static final String SERVICE = "fragile";

  /** What it reads; its events are named as its operations are. */
  static final String STREAM = "other.events";

  static final String KILLS = "kills";
  static final String WORKS = "works";

  /** How often a command or an event may end the process. */
  static final int ATTEMPTS = 3;

  private static final long WORK_MILLIS = 20;

  private FragileMain() {}

  /** What the operations and events take. */
  record Input(@Nullable String unused) {}

  /** Takes the broker's address and the verticle's configuration. */
  public static void main(String[] args) throws Exception {
    var vertx = Vertx.vertx();
    var config = WorkerConfig.over(KafkaConfig.of(args[0]));
    String node = "node-" + ProcessHandle.current().pid();
    var running =
        WorkerNode.start(vertx, node, config, InstantSource.system()).await(1, TimeUnit.MINUTES);
    var options = new DeploymentOptions().setConfig(new JsonObject(args[1]));
    running.deploy(new Fragile(), options).await(1, TimeUnit.MINUTES);
    System.out.println("ready pid=" + ProcessHandle.current().pid());
  }

  private static final class Fragile extends WorkerVerticle {

    @Override
    public String service() {
      return SERVICE;
    }

    @Override
    protected void handlers(Handlers on) {
      Retry policy = Retry.upTo(ATTEMPTS);
      on.command(WORKS, Input.class, (input, call) -> work(call)).retry(policy);
      on.command(KILLS, Input.class, (input, call) -> kill()).retry(policy);
      on.stream(STREAM)
          .event(WORKS, Input.class, (input, event) -> handle(event))
          .event(KILLS, Input.class, (input, event) -> kill());
    }

    private Future<?> work(Call call) {
      return vertx
          .timer(WORK_MILLIS, TimeUnit.MILLISECONDS)
          .map(worked -> Map.of("attempt", call.attempt()));
    }

    private Future<Void> handle(StreamEvent event) {
      return vertx
          .timer(WORK_MILLIS, TimeUnit.MILLISECONDS)
          .compose(worked -> event.transaction(tx -> Future.succeededFuture()));
    }

    /** As a fault of the JVM would: nothing is closed, nothing is said. */
    private static Future<?> kill() {
      System.out.println(KILLS);
      System.out.flush();
      Runtime.getRuntime().halt(137);
      return Future.succeededFuture();
    }
  }
}
