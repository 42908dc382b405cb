package io.sluice.cluster.membership;

import java.util.List;

/** How a node finds those that it joins. */
public sealed interface Discovery {

  /**
   * By a list.
   *
   * @param members {@code host:port}; empty founds a cluster of its own
   */
  record Tcp(List<String> members) implements Discovery {

    public Tcp {
      members = List.copyOf(members);
    }
  }

  /** By the names that Kubernetes gives the pods behind a headless service. */
  record Kubernetes(String service, String namespace) implements Discovery {}
}
