package io.sluice.gateway.http;

import io.sluice.gateway.auth.Authentication;
import io.sluice.gateway.auth.Authenticator;
import io.sluice.gateway.auth.Challenge;
import io.sluice.gateway.contract.Idempotency;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Who calls, whether they may, and how they want to be answered: all that the headers say. */
final class Doorkeeper {

  private static final String CHALLENGE = "WWW-Authenticate";

  private final Authenticator authenticator;

  Doorkeeper(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /** Lets a call of an operation in; fails with {@link RefusedException} where it may not. */
  Future<Asked> let(HttpServerRequest request, Operation operation) {
    return known(request)
        .map(
            known -> {
              if (!known.mayCall(operation)) {
                throw missingScope(request, operation);
              }
              MultiMap headers = request.headers();
              return new Asked(known.caller(), PreferHeader.read(headers), key(operation, headers));
            });
  }

  /** Tells who asks; fails with {@link RefusedException} where that is not known. */
  Future<Authentication.Known> known(HttpServerRequest request) {
    return authenticator
        .authenticate(request.headers())
        .map(
            asked ->
                switch (asked) {
                  case Authentication.Known known -> known;
                  case Authentication.Unknown(String challenge) -> {
                    request.response().putHeader(CHALLENGE, challenge);
                    throw RefusedException.of(
                        ProblemType.UNAUTHORIZED.problem(
                            "The call brings no credentials that are known."));
                  }
                });
  }

  private static RefusedException missingScope(HttpServerRequest request, Operation operation) {
    request.response().putHeader(CHALLENGE, Challenge.insufficientScope(operation));
    return RefusedException.of(
        ProblemType.INSUFFICIENT_SCOPE.problem(
            "The operation needs the scopes " + String.join(" ", operation.scopes()) + "."));
  }

  /** A key that the operation does not take is no concern of ours. */
  private static @Nullable String key(Operation operation, MultiMap headers) {
    if (operation.idempotency() == Idempotency.NONE) {
      return null;
    }
    return switch (IdempotencyKeyHeader.read(headers)) {
      case IdempotencyKey.Given(String key) -> key;
      case IdempotencyKey.Malformed(String detail) ->
          throw RefusedException.of(ProblemType.IDEMPOTENCY_KEY_INVALID.problem(detail));
      case IdempotencyKey.Absent none -> {
        if (operation.idempotency() == Idempotency.REQUIRED) {
          throw RefusedException.of(
              ProblemType.IDEMPOTENCY_KEY_MISSING.problem(
                  "This operation needs the header Idempotency-Key."));
        }
        yield null;
      }
    };
  }
}
