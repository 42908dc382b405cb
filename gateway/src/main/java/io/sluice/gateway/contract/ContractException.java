package io.sluice.gateway.contract;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A contract that cannot be used; its message lists every fault, one a line. */
public final class ContractException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<ContractFault> faults;

  ContractException(String file, List<ContractFault> faults) {
    super(
        faults.stream()
            .map(ContractFault::toString)
            .collect(
                Collectors.joining(
                    "\n  ",
                    "the contract " + file + " has " + faults.size() + " fault(s):\n  ",
                    "")));
    this.faults = List.copyOf(faults);
  }

  /** All that is wrong, in the order of the file; never empty. */
  public List<ContractFault> faults() {
    return faults;
  }
}
