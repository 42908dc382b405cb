package io.sluice.workers;

import io.sluice.cluster.management.Component;
import io.sluice.cluster.node.KafkaKeys;
import io.sluice.cluster.node.Node;
import io.sluice.cluster.node.NodeProcess;
import io.sluice.cluster.node.NodeStarter;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code sluice worker}: the verticles that its settings name, as a process of its own. */
public final class WorkerMain implements NodeStarter {

  private static final Key<List<String>> VERTICLES =
      Key.required(
          "verticles",
          ValueType.listOf(ValueType.text()),
          "the classes of the workers to run, each a WorkerVerticle on the class path");

  public static void main(String[] args) {
    System.exit(NodeProcess.run(new WorkerMain(), args));
  }

  @Override
  public String name() {
    return "worker";
  }

  @Override
  public List<Key<?>> keys() {
    List<Key<?>> keys = new ArrayList<>();
    keys.add(VERTICLES);
    keys.addAll(WorkerConfig.KEYS);
    keys.addAll(KafkaKeys.ALL);
    keys.addAll(DatabaseKeys.ALL);
    return keys;
  }

  @Override
  public void check(Settings settings) {
    var unused = WorkerConfig.from(settings);
    if (settings.get(VERTICLES).isEmpty()) {
      throw new IllegalArgumentException("verticles is empty; it names one class or more");
    }
  }

  @Override
  public Future<Map<String, String>> start(Node node) {
    List<WorkerVerticle> workers = new ArrayList<>();
    for (String name : node.settings().get(VERTICLES)) {
      workers.add(WorkerClass.instantiate(name));
    }
    DatabaseKeys.requireServices(
        node.settings(), workers.stream().map(WorkerVerticle::service).toList());
    return WorkerNode.start(
            node.vertx(),
            node.membership().nodeId(),
            WorkerConfig.from(node.settings()),
            node.clock(),
            node.metrics().registry())
        .compose(
            running -> {
              node.toStop().push("workers", running::stop);
              node.lifecycle().register(Component.of("workers", running::check));
              return deployAll(workers, running, node)
                  .onSuccess(
                      deployed -> node.membership().onMinority(cut -> running.takeBusWork(!cut)));
            })
        .map(deployed -> Map.of());
  }

  private static Future<Void> deployAll(
      List<WorkerVerticle> workers, WorkerNode running, Node node) {
    Future<Void> deployed = Future.succeededFuture();
    for (WorkerVerticle worker : workers) {
      var config = DatabaseKeys.configOf(worker.service(), node.settings());
      deployed =
          deployed.compose(
              before -> running.deploy(worker, new DeploymentOptions().setConfig(config)));
    }
    return deployed;
  }
}
