package io.sluice.gateway.contract;

import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A contract that cannot be used; its message lists every fault, one a line. */
public final class ContractException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<ContractFault> faults;
  private final transient List<Path> files;

  ContractException(String file, List<Path> files, List<ContractFault> faults) {
    super(
        faults.stream()
            .map(ContractFault::toString)
            .collect(
                Collectors.joining(
                    "\n  ",
                    "the contract " + file + " has " + faults.size() + " fault(s):\n  ",
                    "")));
    this.faults = List.copyOf(faults);
    this.files = List.copyOf(files);
  }

  /** All that is wrong, file by file, each from its first line to its last; never empty. */
  public List<ContractFault> faults() {
    return faults;
  }

  /** The files that were read or missed, absolute: a change of any may put it right. */
  public List<Path> files() {
    return files;
  }
}
