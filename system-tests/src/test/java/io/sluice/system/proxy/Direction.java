package io.sluice.system.proxy;

/** Where bytes go. */
public enum Direction {
  /** From who connected to the target. */
  TO_TARGET,
  /** From the target to who connected. */
  TO_CLIENT
}
