package io.sluice.gateway.http;

import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import java.util.Map;

/**
 * What a gateway serves at one moment: a contract, and where each of its operations leads.
 *
 * @param dispatchers by operationId, one for each operation
 */
public record ServedContract(Contract contract, Map<String, CallDispatcher> dispatchers) {

  public ServedContract {
    dispatchers = Map.copyOf(dispatchers);
  }

  CallDispatcher dispatcher(Operation operation) {
    CallDispatcher dispatcher = dispatchers.get(operation.id());
    if (dispatcher == null) {
      throw new IllegalStateException("operation " + operation.id() + " has no dispatcher");
    }
    return dispatcher;
  }
}
