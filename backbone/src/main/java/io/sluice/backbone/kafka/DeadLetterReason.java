package io.sluice.backbone.kafka;

/** Why a record of a command topic or of a stream is put aside. */
public enum DeadLetterReason {
  /** It cannot be read as a command, or as an event. */
  MALFORMED("malformed"),
  /** It was sent to another topic, or it is a reply, progress or a cancellation. */
  WRONG_TOPIC("wrong-topic"),
  /** The service has no handler for it; a caller who waits is told so. */
  UNKNOWN_OPERATION("unknown-operation"),
  /** It was given up after its last attempt; a caller who waits is told so. */
  FAILED("failed");

  private final String label;

  DeadLetterReason(String label) {
    this.label = label;
  }

  /** Its name in headers, metrics and log lines. */
  public String label() {
    return label;
  }
}
