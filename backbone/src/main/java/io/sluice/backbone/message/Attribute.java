package io.sluice.backbone.message;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A CloudEvents attribute that we read or write (docs/protocol.md says what each means). */
public enum Attribute {
  SPECVERSION("specversion"),
  ID("id"),
  TYPE("type"),
  SOURCE("source"),
  SUBJECT("subject"),
  TIME("time"),
  CORRELATION("correlationid"),
  CAUSATION("causationid"),
  REPLY_TO("replyto"),
  EXPIRY("expirytime"),
  STARTED("startedtime"),
  RECORDED("recorded"),
  ENDED("ended"),
  SEQUENCE("sequence"),
  STATUS("status"),
  TRACEPARENT("traceparent"),
  TRACESTATE("tracestate"),
  PRINCIPAL("principal"),
  TENANT("tenant"),
  ATTEMPT("attempt");

  /** What the types of messages about a command end in. */
  static final String REPLY_SUFFIX = ".reply";

  static final String PROGRESS_SUFFIX = ".progress";
  static final String CANCEL_SUFFIX = ".cancel";

  private static final Map<String, Attribute> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Attribute::toString, Function.identity()));

  private final String text;

  Attribute(String text) {
    this.text = text;
  }

  /** The attribute of this name; null where we know none. */
  static @Nullable Attribute named(String name) {
    return BY_NAME.get(name);
  }

  /** Its name on the wire. */
  @Override
  public String toString() {
    return text;
  }
}
