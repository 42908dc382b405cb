package io.sluice.gateway.invocation;

/** How far an invocation has come. It only moves forward; a terminal state never changes. */
public enum InvocationState {
  ACCEPTED("accepted", false),
  RUNNING("running", false),
  /** Every attempt failed and the command was put aside; a redrive may still complete it. */
  DEAD_LETTERED("deadLettered", false),
  SUCCEEDED("succeeded", true),
  FAILED("failed", true),
  CANCELLED("cancelled", true),
  EXPIRED("expired", true);

  private final String text;
  private final boolean terminal;

  InvocationState(String text, boolean terminal) {
    this.text = text;
    this.terminal = terminal;
  }

  /** As callers see it. */
  public String text() {
    return text;
  }

  public boolean isTerminal() {
    return terminal;
  }

  /** The one that {@link #text()} is of. */
  static InvocationState of(String text) {
    for (InvocationState state : values()) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state of an invocation: " + text);
  }
}
