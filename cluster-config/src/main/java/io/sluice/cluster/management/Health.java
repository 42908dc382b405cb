package io.sluice.cluster.management;

/** Whether the next call would work. */
public sealed interface Health {

  /** It would. */
  record Up() implements Health {}

  /**
   * It would not.
   *
   * @param reason for an operator to read; no secrets
   */
  record Down(String reason) implements Health {}

  static Health up() {
    return new Up();
  }

  static Health down(String reason) {
    return new Down(reason);
  }
}
