package io.sluice.gateway.http;

import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** A page for each problem type, where its URI points (RFC 9457 section 3.1.1). */
final class ProblemPages implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext call) {
    Optional.ofNullable(call.pathParam("name"))
        .flatMap(ProblemType::named)
        .ifPresentOrElse(type -> show(call, type), () -> call.fail(404));
  }

  private static void show(RoutingContext call, ProblemType type) {
    String page =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>%1$s</title>
        <h1>%1$s</h1>
        <p>Type <code>/problems/%2$s</code>, status %3$d.</p>
        <p>%4$s</p>
        """
            .formatted(type.title(), type.slug(), type.status(), type.explanation());
    call.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .end(page)
        .onFailure(Refusals::logGone);
  }
}
