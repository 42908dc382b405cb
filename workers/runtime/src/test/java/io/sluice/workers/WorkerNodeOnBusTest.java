package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.backbone.eventbus.EventBusDispatcher;
import io.sluice.backbone.eventbus.WorkerDirectory;
import io.vertx.core.DeploymentOptions;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealParts.class)
final class WorkerNodeOnBusTest implements WorkerNodeContract {

  private final ShopWorker worker = new ShopWorker("shop-" + UUID.randomUUID());
  private final WorkerDirectory directory;
  private final Dispatcher dispatcher;
  private final WorkerNode node;

  WorkerNodeOnBusTest() throws TimeoutException {
    var gateway = RealParts.gateway().vertx();
    directory = WorkerDirectory.start(gateway, InstantSource.system()).await(30, SECONDS);
    dispatcher =
        new EventBusDispatcher(gateway, InstantSource.system(), directory, worker.service(), false);
    var member = RealParts.worker();
    node =
        WorkerNode.start(
                member.vertx(), member.nodeId(), WorkerConfig.over(null), InstantSource.system())
            .await(30, SECONDS);
    node.deploy(worker, new DeploymentOptions()).await(30, SECONDS);
    eventually("announced", () -> directory.hasWorker(worker.service(), "buy"));
  }

  @AfterEach
  void stop() throws TimeoutException {
    node.stop().await(60, SECONDS);
    directory.stop().await(30, SECONDS);
  }

  @Override
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  @Override
  public ShopWorker worker() {
    return worker;
  }

  @Override
  public WorkerNode node() {
    return node;
  }
}
