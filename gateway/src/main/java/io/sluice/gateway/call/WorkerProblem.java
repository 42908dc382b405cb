package io.sluice.gateway.call;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A worker's problem as it may leave: its member status is the answer's (RFC 9457 section 3.1). */
final class WorkerProblem {

  private static final String STATUS = "status";

  private WorkerProblem() {}

  /** The worker's own bytes wherever they are right; empty where they are no JSON object. */
  static Optional<Buffer> body(int status, Buffer data) {
    try {
      JsonObject problem = new JsonObject(data);
      return Optional.of(
          Integer.valueOf(status).equals(problem.getValue(STATUS))
              ? data
              : problem.put(STATUS, status).toBuffer());
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}
