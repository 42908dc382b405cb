package io.sluice.gateway.http;

import io.sluice.backbone.message.Problem;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * What HTTP/1.1 demands of every request and the server does not look at: where a proxy before us
 * could read another request than we do, nobody reads one.
 */
final class RequestFraming {

  static final String CONTINUE = "100-continue";

  private RequestFraming() {}

  static Optional<Problem> fault(HttpServerRequest request) {
    if (request.headers().contains("")) {
      return malformed("A header has no name.");
    }
    List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
    if (hosts.size() > 1 || (hosts.isEmpty() && request.version() != HttpVersion.HTTP_1_0)) {
      return malformed("A request has one header Host.");
    }
    String expect = request.getHeader(HttpHeaders.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase(CONTINUE)) {
      return refused(ProblemType.EXPECTATION_FAILED);
    }
    return target(request.uri(), hosts.isEmpty() ? "" : hosts.getFirst());
  }

  /** A path, or the whole URI of this host (RFC 9112 section 3.2). */
  private static Optional<Problem> target(String target, String host) {
    if (target.indexOf('#') >= 0) {
      return malformed("The request's target has a fragment.");
    }
    if (target.startsWith("/")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(target);
      if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getRawAuthority() == null) {
        return malformed("The request's target is neither a path nor an http URI.");
      }
      return uri.getRawAuthority().equalsIgnoreCase(host)
          ? Optional.empty()
          : refused(ProblemType.MISDIRECTED_REQUEST);
    } catch (URISyntaxException e) {
      return malformed("The request's target is no URI.");
    }
  }

  private static Optional<Problem> malformed(String detail) {
    return Optional.of(ProblemType.MALFORMED_REQUEST.problem(detail));
  }

  private static Optional<Problem> refused(ProblemType type) {
    return Optional.of(type.problem(type.explanation()));
  }
}
