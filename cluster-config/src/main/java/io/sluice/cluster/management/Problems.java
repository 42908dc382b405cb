package io.sluice.cluster.management;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Ends calls of operators with a problem (RFC 9457). */
public final class Problems {

  private Problems() {}

  static void answer(RoutingContext call, int status, String title) {
    end(call, status, body(status, title));
  }

  /**
   * Ends the call.
   *
   * @param detail what is wrong, for the operator
   */
  public static void answer(RoutingContext call, int status, String title, String detail) {
    end(call, status, body(status, title).put("detail", detail));
  }

  private static JsonObject body(int status, String title) {
    return new JsonObject().put("type", "about:blank").put("title", title).put("status", status);
  }

  private static void end(RoutingContext call, int status, JsonObject body) {
    var unused =
        call.response()
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
            .end(body.toBuffer());
  }
}
