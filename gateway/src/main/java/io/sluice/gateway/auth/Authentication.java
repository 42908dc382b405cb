package io.sluice.gateway.auth;

import io.sluice.backbone.message.Caller;
import io.sluice.gateway.contract.Operation;
import java.util.Set;

/** What came of asking who calls. */
public sealed interface Authentication {

  /**
   * It is known.
   *
   * @param scopes what the caller may do (RFC 6749 section 3.3)
   */
  record Known(Caller caller, Set<String> scopes) implements Authentication {

    public Known {
      scopes = Set.copyOf(scopes);
    }

    /** Whether the caller has all scopes that the operation needs. */
    public boolean mayCall(Operation operation) {
      return scopes.containsAll(operation.scopes());
    }
  }

  /**
   * It is not: 401.
   *
   * @param challenge the answer's {@code WWW-Authenticate}
   */
  record Unknown(String challenge) implements Authentication {}
}
