package io.sluice.gateway.invocation;

import io.sluice.backbone.message.InvocationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which replies this node has dealt with lately, so that the group, which brings each again, need
 * not ask the ledger. Of more than {@value #MOST} the oldest is forgotten; then it is asked.
 * Thread-safe.
 */
final class RecentEnds {

  private static final int MOST = 50_000;

  private final Map<InvocationId, UUID> replies =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InvocationId, UUID> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(InvocationId invocation, UUID reply) {
    replies.put(invocation, reply);
  }

  synchronized boolean contains(InvocationId invocation, UUID reply) {
    @Nullable UUID known = replies.get(invocation);
    return reply.equals(known);
  }

  /** Whether any reply to it was dealt with. */
  synchronized boolean contains(InvocationId invocation) {
    return replies.containsKey(invocation);
  }
}
