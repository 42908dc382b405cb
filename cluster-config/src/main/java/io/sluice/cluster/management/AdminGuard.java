package io.sluice.cluster.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lets calls pass that bring the operator's token ({@code Authorization: Bearer}, RFC 6750 §2.1).
 * The settings have its SHA-256 only; without one nobody passes.
 */
final class AdminGuard implements Handler<RoutingContext> {

  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> expected;

  /**
   * @param hash SHA-256 of the token, in hex
   */
  AdminGuard(Optional<String> hash) {
    this.expected = hash.map(HexFormat.of()::parseHex);
  }

  @Override
  public void handle(RoutingContext call) {
    if (expected.isEmpty()) {
      Problems.answer(
          call, 403, "Forbidden", "Admin calls are off: management.admin-token-hash is not set.");
    } else if (isAllowed(call, expected.get())) {
      call.next();
    } else {
      call.response().putHeader("WWW-Authenticate", "Bearer realm=\"sluice-admin\"");
      Problems.answer(
          call, 401, "Unauthorized", "Admin calls need the operator's token, as a bearer token.");
    }
  }

  private static boolean isAllowed(RoutingContext call, byte[] expected) {
    String given = call.request().getHeader(HttpHeaders.AUTHORIZATION);
    return given != null
        && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        // Takes the same time whatever is wrong.
        && MessageDigest.isEqual(expected, sha256(given.substring(SCHEME.length()).strip()));
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
