package io.sluice.backbone.eventbus;

/** The node that had the command is gone, silent or cut off; whether it ran is not known. */
final class WorkerLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WorkerLostException(String address) {
    super("lost " + address, null, false, false);
  }
}
