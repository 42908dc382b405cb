package io.sluice.gateway.auth;

import io.sluice.gateway.contract.Operation;

/** The texts of {@code WWW-Authenticate} (RFC 6750 section 3); nothing of a request is in them. */
public final class Challenge {

  private static final String BEARER = "Bearer realm=\"sluice\"";

  /** With 401: no token came. */
  static final String NO_TOKEN = BEARER;

  /** With 401: the token that came is nobody's. */
  static final String INVALID_TOKEN = BEARER + ", error=\"invalid_token\"";

  private Challenge() {}

  /** With 403: the caller is known, and may not call this. */
  public static String insufficientScope(Operation operation) {
    // No scope has a quote or a backslash in it.
    String scopes = String.join(" ", operation.scopes());
    return BEARER + ", error=\"insufficient_scope\", scope=\"" + scopes + "\"";
  }
}
