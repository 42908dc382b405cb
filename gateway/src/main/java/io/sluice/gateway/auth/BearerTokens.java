package io.sluice.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.message.Caller;
import io.sluice.gateway.contract.Contract;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows callers by a token that the operator gave them ({@code Authorization: Bearer}, RFC 6750
 * section 2.1), of which the settings have the SHA-256 only. Without one nobody calls.
 *
 * <p>How long the look-up takes tells of the token's hash, not of the token: whoever could steer
 * the first could not steer it to a token.
 */
final class BearerTokens implements Authenticator {

  private static final String SCHEME = "Bearer";
  private static final int LONGEST = 8 * 1024;

  private static final Future<Authentication> NO_TOKEN =
      Future.succeededFuture(new Authentication.Unknown(Challenge.NO_TOKEN));
  private static final Future<Authentication> INVALID_TOKEN =
      Future.succeededFuture(new Authentication.Unknown(Challenge.INVALID_TOKEN));

  private final Map<String, Future<Authentication>> byHash = new HashMap<>();

  /**
   * The holders of these tokens.
   *
   * @param tokens by the principal's name
   */
  BearerTokens(Map<String, AuthConfig.Token> tokens) {
    tokens.forEach(
        (name, token) -> {
          var known = new Authentication.Known(new Caller(name, token.tenant()), token.scopes());
          byHash.put(token.hash(), Future.succeededFuture(known));
        });
  }

  @Override
  public Future<Authentication> authenticate(MultiMap headers) {
    List<String> lines = headers.getAll(HttpHeaders.AUTHORIZATION);
    if (lines.size() > 1) {
      // A party before us could look at the other of two.
      return INVALID_TOKEN;
    }
    if (lines.isEmpty() || !isBearer(lines.getFirst())) {
      return NO_TOKEN;
    }
    String token = lines.getFirst().substring(SCHEME.length()).strip();
    return token.length() > LONGEST
        ? INVALID_TOKEN
        : byHash.getOrDefault(sha256(token), INVALID_TOKEN);
  }

  /** Whether a scope has a holder is not asked: tokens come and go, the contract stays. */
  @Override
  public Optional<String> fault(Contract contract) {
    return Optional.empty();
  }

  private static boolean isBearer(String line) {
    return line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (line.length() == SCHEME.length() || line.charAt(SCHEME.length()) == ' ');
  }

  private static String sha256(String token) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
