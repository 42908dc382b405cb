package io.sluice.gateway.http;

import io.sluice.gateway.call.Timeline;
import io.sluice.gateway.invocation.Invocation;
import io.sluice.gateway.invocation.ProgressReport;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An invocation as its caller sees it. */
final class InvocationJson {

  private InvocationJson() {}

  static JsonObject of(Invocation invocation) {
    JsonObject json =
        new JsonObject()
            .put("id", invocation.id().toString())
            .put("operation", invocation.operation())
            .put("state", invocation.state().text())
            .put("done", invocation.state().isTerminal());
    ProgressReport progress = invocation.progress();
    if (progress != null) {
      json.put("progress", progress(progress));
    }
    if (invocation.cancelRequested()) {
      json.put("cancelRequested", true);
    }
    return json.put("attempts", invocation.attempts())
        .put("timeline", timeline(invocation.timeline()))
        .put("expiresAt", text(invocation.expiresAt()))
        .put("links", InvocationLinks.json(invocation.id()));
  }

  private static JsonObject progress(ProgressReport progress) {
    JsonObject json = new JsonObject();
    if (progress.percent() != null) {
      json.put("percent", progress.percent());
    }
    if (progress.message() != null) {
      json.put("message", progress.message());
    }
    return json;
  }

  private static JsonObject timeline(Timeline timeline) {
    JsonObject json = new JsonObject().put("accepted", text(timeline.accepted()));
    putIfThere(json, "sent", timeline.sent());
    putIfThere(json, "started", timeline.started());
    putIfThere(json, "finished", timeline.finished());
    return json;
  }

  private static void putIfThere(JsonObject json, String name, @Nullable Instant at) {
    if (at != null) {
      json.put(name, text(at));
    }
  }

  private static String text(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
