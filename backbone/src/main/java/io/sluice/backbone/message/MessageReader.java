package io.sluice.backbone.message;

import java.util.UUID;

/**
 * Reads messages from what a transport found. Every method throws {@link MalformedMessageException}
 * where an attribute is missing or wrong.
 */
public final class MessageReader {

  private MessageReader() {}

  public static Command readCommand(Envelope from) {
    requireVersion(from);
    String replyTo = from.attribute(Attribute.REPLY_TO);
    return new Command(
        uuid(from, Attribute.ID),
        new InvocationId(uuid(from, Attribute.CORRELATION)),
        from.required(Attribute.TYPE),
        from.required(Attribute.SOURCE),
        from.attribute(Attribute.SUBJECT),
        Timestamps.read(Attribute.TIME, from.required(Attribute.TIME)),
        new Deadline(Timestamps.read(Attribute.EXPIRY, from.required(Attribute.EXPIRY))),
        replyTo == null ? null : readReplyTo(replyTo),
        isRecorded(from),
        attempt(from),
        new Caller(from.required(Attribute.PRINCIPAL), from.attribute(Attribute.TENANT)),
        trace(from),
        from.payload());
  }

  /**
   * Whether the type is that of a reply, of progress or of a cancellation, and so neither a
   * command's nor an event's; nothing else is looked at.
   */
  public static boolean isAboutCommand(Envelope from) {
    String type = from.attribute(Attribute.TYPE);
    return type != null
        && (type.endsWith(Attribute.REPLY_SUFFIX)
            || type.endsWith(Attribute.PROGRESS_SUFFIX)
            || type.endsWith(Attribute.CANCEL_SUFFIX));
  }

  /** Reads what arrives on a lane: a {@link Reply} or a {@link Progress}. */
  public static Message readAnswer(Envelope from) {
    requireVersion(from);
    String type = from.required(Attribute.TYPE);
    if (type.endsWith(Attribute.REPLY_SUFFIX)) {
      return readReply(from, without(type, Attribute.REPLY_SUFFIX));
    }
    if (type.endsWith(Attribute.PROGRESS_SUFFIX)) {
      return readProgress(from, without(type, Attribute.PROGRESS_SUFFIX));
    }
    throw new MalformedMessageException("attribute type ends in neither .reply nor .progress");
  }

  public static Event readEvent(Envelope from) {
    requireVersion(from);
    String correlation = from.attribute(Attribute.CORRELATION);
    return new Event(
        uuid(from, Attribute.ID),
        from.required(Attribute.TYPE),
        from.required(Attribute.SOURCE),
        from.required(Attribute.SUBJECT),
        Timestamps.read(Attribute.TIME, from.required(Attribute.TIME)),
        correlation == null ? null : new InvocationId(uuid(from, Attribute.CORRELATION)),
        from.attribute(Attribute.CAUSATION) == null ? null : uuid(from, Attribute.CAUSATION),
        from.attribute(Attribute.SEQUENCE) == null ? null : sequence(from),
        trace(from),
        from.payload());
  }

  public static Cancellation readCancellation(Envelope from) {
    requireVersion(from);
    String type = from.required(Attribute.TYPE);
    if (!type.endsWith(Attribute.CANCEL_SUFFIX)) {
      throw new MalformedMessageException("attribute type does not end in .cancel");
    }
    return new Cancellation(
        uuid(from, Attribute.ID),
        new InvocationId(uuid(from, Attribute.CORRELATION)),
        uuid(from, Attribute.CAUSATION),
        without(type, Attribute.CANCEL_SUFFIX),
        from.required(Attribute.SOURCE),
        from.attribute(Attribute.SUBJECT),
        Timestamps.read(Attribute.TIME, from.required(Attribute.TIME)),
        new Deadline(Timestamps.read(Attribute.EXPIRY, from.required(Attribute.EXPIRY))),
        trace(from));
  }

  private static Reply readReply(Envelope from, String operation) {
    var time = Timestamps.read(Attribute.TIME, from.required(Attribute.TIME));
    String started = from.attribute(Attribute.STARTED);
    return new Reply(
        uuid(from, Attribute.ID),
        new InvocationId(uuid(from, Attribute.CORRELATION)),
        uuid(from, Attribute.CAUSATION),
        operation,
        from.required(Attribute.SOURCE),
        from.attribute(Attribute.SUBJECT),
        started == null ? time : Timestamps.read(Attribute.STARTED, started),
        time,
        attempt(from),
        isRecorded(from),
        Ended.read(from.attribute(Attribute.ENDED)),
        from.attribute(Attribute.STATUS) == null
            ? null
            : Integer.valueOf(number(from, Attribute.STATUS, 200, 599)),
        trace(from),
        from.payload());
  }

  private static Progress readProgress(Envelope from, String operation) {
    return new Progress(
        uuid(from, Attribute.ID),
        new InvocationId(uuid(from, Attribute.CORRELATION)),
        uuid(from, Attribute.CAUSATION),
        operation,
        from.required(Attribute.SOURCE),
        from.attribute(Attribute.SUBJECT),
        Timestamps.read(Attribute.TIME, from.required(Attribute.TIME)),
        attempt(from),
        isRecorded(from),
        trace(from),
        from.payload());
  }

  private static boolean isRecorded(Envelope from) {
    return "true".equals(from.attribute(Attribute.RECORDED));
  }

  private static void requireVersion(Envelope from) {
    if (!from.required(Attribute.SPECVERSION).equals("1.0")) {
      throw new MalformedMessageException("attribute specversion is not 1.0");
    }
  }

  private static String without(String type, String suffix) {
    return type.substring(0, type.length() - suffix.length());
  }

  private static UUID uuid(Envelope from, Attribute name) {
    try {
      return Uuids.parse(from.required(name));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("attribute " + name + " is no UUID", e);
    }
  }

  private static ReplyTo readReplyTo(String text) {
    try {
      return ReplyTo.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("attribute replyto is no reply address", e);
    }
  }

  private static int attempt(Envelope from) {
    return from.attribute(Attribute.ATTEMPT) == null
        ? 1
        : number(from, Attribute.ATTEMPT, 1, Integer.MAX_VALUE);
  }

  private static int number(Envelope from, Attribute name, int least, int most) {
    try {
      int value = Integer.parseInt(from.required(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new MalformedMessageException("attribute " + name + " is no number", e);
    }
    throw new MalformedMessageException(
        "attribute " + name + " is not between " + least + " and " + most);
  }

  private static Long sequence(Envelope from) {
    try {
      long value = Long.parseLong(from.required(Attribute.SEQUENCE));
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new MalformedMessageException("attribute sequence is no number", e);
    }
    throw new MalformedMessageException("attribute sequence is below 1");
  }

  /** A foreign worker may not trace; then a trace begins here. */
  private static TraceContext trace(Envelope from) {
    return TraceContext.read(
            from.attribute(Attribute.TRACEPARENT), from.attribute(Attribute.TRACESTATE))
        .orElseGet(TraceContext::start);
  }
}
