package io.sluice.gateway.auth;

import io.sluice.gateway.contract.Contract;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * Tells who calls. Callable from any event loop; never blocks.
 *
 * <p>A future, because some credentials are checked by asking others, such as for the keys that
 * sign them. Where nothing is asked it is complete when it comes back.
 */
public interface Authenticator {

  /** Never fails: what cannot be checked is unknown. Completes on the context that called. */
  Future<Authentication> authenticate(MultiMap headers);

  /** Why the contract cannot be served with it, a line for each operation. */
  Optional<String> fault(Contract contract);
}
