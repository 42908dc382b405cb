package io.sluice.echo;

import io.sluice.cluster.node.Node;
import io.sluice.cluster.node.NodeProcess;
import io.sluice.cluster.node.NodeStarter;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.gateway.GatewayMain;
import io.sluice.workers.WorkerMain;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A gateway and its workers as one process, with the settings of both in one file. */
public final class OneProcess implements NodeStarter {

  private final WorkerMain workers = new WorkerMain();
  private final GatewayMain gateway = new GatewayMain();

  public static void main(String[] args) {
    System.exit(NodeProcess.run(new OneProcess(), args));
  }

  @Override
  public String name() {
    return "gateway-and-workers";
  }

  @Override
  public List<Key<?>> keys() {
    Set<Key<?>> keys = new LinkedHashSet<>(workers.keys());
    keys.addAll(gateway.keys());
    return List.copyOf(keys);
  }

  @Override
  public void check(Settings settings) {
    workers.check(settings);
    gateway.check(settings);
  }

  @Override
  public Future<Map<String, String>> start(Node node) {
    return workers.start(node).compose(started -> gateway.start(node));
  }
}
