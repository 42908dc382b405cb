package io.sluice.backbone.eventbus;

/** The caller has gone away; whether the command ran is not known. */
final class CallCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CallCancelledException() {
    super("cancelled", null, false, false);
  }
}
