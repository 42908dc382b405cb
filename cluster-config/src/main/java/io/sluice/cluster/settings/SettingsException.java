package io.sluice.cluster.settings;

import java.util.List;

/** Settings that a node cannot start with: every fault, one a line. */
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  SettingsException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  /** Each names the place, the key, the value where it is no secret, and what is allowed. */
  public List<String> faults() {
    return faults;
  }
}
