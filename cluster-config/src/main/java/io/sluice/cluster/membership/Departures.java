package io.sluice.cluster.membership;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import io.vertx.core.Context;
import java.util.function.Consumer;

/** Hands the Vert.x node id of each member that left to one listener, on the listener's context. */
record Departures(Context context, Consumer<String> listener) implements MembershipListener {

  private static final String NODE_ID = "__vertx.nodeId";

  @Override
  public void memberAdded(MembershipEvent event) {
    // Only departures are told.
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    var nodeId = event.getMember().getAttribute(NODE_ID);
    if (nodeId != null) {
      context.runOnContext(ignored -> listener.accept(nodeId));
    }
  }
}
