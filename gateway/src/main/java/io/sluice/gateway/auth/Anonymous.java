package io.sluice.gateway.auth;

import io.sluice.backbone.message.Caller;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks nobody: everybody is the same caller, who may call what needs no scope. */
final class Anonymous implements Authenticator {

  private static final Future<Authentication> EVERYBODY =
      Future.succeededFuture(new Authentication.Known(Caller.ANONYMOUS, Set.of()));

  @Override
  public Future<Authentication> authenticate(MultiMap headers) {
    return EVERYBODY;
  }

  /** An operation that needs a scope is closed to everybody, which nobody can have meant. */
  @Override
  public Optional<String> fault(Contract contract) {
    String faults =
        contract.operations().stream()
            .filter(operation -> !operation.scopes().isEmpty())
            .map(Anonymous::fault)
            .collect(Collectors.joining("\n"));
    return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
  }

  private static String fault(Operation operation) {
    return "operation "
        + operation.id()
        + " needs the scopes "
        + String.join(" ", operation.scopes())
        + ", and auth.tokens has no token, so nobody has a scope; set one, or take scopes away";
  }
}
