package io.sluice.backbone.message;

/** What arrived is no message of ours; says which attribute is wrong and what is expected. */
public final class MalformedMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedMessageException(String reason) {
    super(reason);
  }

  public MalformedMessageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
