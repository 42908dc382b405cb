package io.sluice.gateway.http;

import io.sluice.backbone.message.InvocationId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Where an invocation is. */
final class InvocationLinks {

  /** Below it each invocation has its resource. */
  static final String ROOT = "/invocations";

  private static final String OPERATION_LOCATION = "Operation-Location";

  private InvocationLinks() {}

  static String of(InvocationId id) {
    return ROOT + "/" + id;
  }

  /** Says in an answer where its invocation is. */
  static void locate(HttpServerResponse response, InvocationId id) {
    response.putHeader(HttpHeaders.LOCATION, of(id)).putHeader(OPERATION_LOCATION, of(id));
  }

  static JsonObject json(InvocationId id) {
    return new JsonObject()
        .put("self", of(id))
        .put("response", of(id) + "/response")
        .put("events", of(id) + "/events");
  }

  /** The body of a 202: what is known without a look into the ledger. */
  static Buffer accepted(InvocationId id) {
    return new JsonObject()
        .put("id", id.toString())
        .put("state", "accepted")
        .put("done", false)
        .put("links", json(id))
        .toBuffer();
  }
}
