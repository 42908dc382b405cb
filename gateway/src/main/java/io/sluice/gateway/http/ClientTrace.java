package io.sluice.gateway.http;

import io.sluice.backbone.message.TraceContext;
import io.vertx.core.MultiMap;
import java.util.List;

/** The trace that a request belongs to: the client's, one hop further, or a new one. */
final class ClientTrace {

  static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";

  private ClientTrace() {}

  /** Two parents are none; several lines of state are one list (W3C Trace Context, section 3.3). */
  static TraceContext of(MultiMap headers) {
    List<String> parents = headers.getAll(PARENT);
    if (parents.size() != 1) {
      return TraceContext.start();
    }
    List<String> states = headers.getAll(STATE);
    return TraceContext.read(parents.getFirst(), states.isEmpty() ? null : String.join(",", states))
        .map(TraceContext::next)
        .orElseGet(TraceContext::start);
  }
}
