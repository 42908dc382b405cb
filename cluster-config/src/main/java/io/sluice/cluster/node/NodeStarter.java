package io.sluice.cluster.node;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** What one kind of node runs. */
public interface NodeStarter {

  /** The word on the command line: {@code gateway}. */
  String name();

  /** The settings that it knows beside those of every node. */
  List<Key<?>> keys();

  /**
   * Builds what the settings say, and starts nothing: finds what no single key shows.
   *
   * @throws IllegalArgumentException with every fault, one a line, each naming its key
   */
  void check(Settings settings);

  /**
   * Starts it on a node that has joined the cluster.
   *
   * @return addresses for the ready line, such as {@code http}; fails with a message for the
   *     operator
   */
  Future<Map<String, String>> start(Node node);
}
