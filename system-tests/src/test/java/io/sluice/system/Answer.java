package io.sluice.system;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came back over HTTP.
 *
 * @param took from the call to the last byte
 */
public record Answer(int status, MultiMap headers, Buffer body, Duration took) {

  public JsonObject json() {
    return body.toJsonObject();
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The problem's type, when it is one in form too; else why not. */
  public String problem() {
    if (!"application/problem+json".equals(header("content-type"))) {
      return "no problem: " + this;
    }
    JsonObject problem = json();
    return problem.getInteger("status") == status
        ? String.valueOf(problem.getString("type"))
        : "status " + status + " but " + problem;
  }

  @Override
  public String toString() {
    return status + " " + headers.entries() + " " + body;
  }
}
