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
    String replyTo = from.attribute(Attributes.REPLY_TO);
    return new Command(
        uuid(from, Attributes.ID),
        new InvocationId(uuid(from, Attributes.CORRELATION)),
        from.required(Attributes.TYPE),
        from.required(Attributes.SOURCE),
        from.attribute(Attributes.SUBJECT),
        Timestamps.read(Attributes.TIME, from.required(Attributes.TIME)),
        new Deadline(Timestamps.read(Attributes.EXPIRY, from.required(Attributes.EXPIRY))),
        replyTo == null ? null : readReplyTo(replyTo),
        isRecorded(from),
        attempt(from),
        new Caller(from.required(Attributes.PRINCIPAL), from.attribute(Attributes.TENANT)),
        trace(from),
        from.payload());
  }

  /**
   * Whether the type is that of a reply, of progress or of a cancellation, and so neither a
   * command's nor an event's; nothing else is looked at.
   */
  public static boolean isAboutCommand(Envelope from) {
    String type = from.attribute(Attributes.TYPE);
    return type != null
        && (type.endsWith(Attributes.REPLY_SUFFIX)
            || type.endsWith(Attributes.PROGRESS_SUFFIX)
            || type.endsWith(Attributes.CANCEL_SUFFIX));
  }

  /** Reads what arrives on a lane: a {@link Reply} or a {@link Progress}. */
  public static Message readAnswer(Envelope from) {
    requireVersion(from);
    String type = from.required(Attributes.TYPE);
    if (type.endsWith(Attributes.REPLY_SUFFIX)) {
      return readReply(from, without(type, Attributes.REPLY_SUFFIX));
    }
    if (type.endsWith(Attributes.PROGRESS_SUFFIX)) {
      return readProgress(from, without(type, Attributes.PROGRESS_SUFFIX));
    }
    throw new MalformedMessageException("attribute type ends in neither .reply nor .progress");
  }

  public static Event readEvent(Envelope from) {
    requireVersion(from);
    String correlation = from.attribute(Attributes.CORRELATION);
    return new Event(
        uuid(from, Attributes.ID),
        from.required(Attributes.TYPE),
        from.required(Attributes.SOURCE),
        from.required(Attributes.SUBJECT),
        Timestamps.read(Attributes.TIME, from.required(Attributes.TIME)),
        correlation == null ? null : new InvocationId(uuid(from, Attributes.CORRELATION)),
        from.attribute(Attributes.CAUSATION) == null ? null : uuid(from, Attributes.CAUSATION),
        from.attribute(Attributes.SEQUENCE) == null ? null : sequence(from),
        trace(from),
        from.payload());
  }

  public static Cancellation readCancellation(Envelope from) {
    requireVersion(from);
    String type = from.required(Attributes.TYPE);
    if (!type.endsWith(Attributes.CANCEL_SUFFIX)) {
      throw new MalformedMessageException("attribute type does not end in .cancel");
    }
    return new Cancellation(
        uuid(from, Attributes.ID),
        new InvocationId(uuid(from, Attributes.CORRELATION)),
        uuid(from, Attributes.CAUSATION),
        without(type, Attributes.CANCEL_SUFFIX),
        from.required(Attributes.SOURCE),
        from.attribute(Attributes.SUBJECT),
        Timestamps.read(Attributes.TIME, from.required(Attributes.TIME)),
        new Deadline(Timestamps.read(Attributes.EXPIRY, from.required(Attributes.EXPIRY))),
        trace(from));
  }

  private static Reply readReply(Envelope from, String operation) {
    var time = Timestamps.read(Attributes.TIME, from.required(Attributes.TIME));
    String started = from.attribute(Attributes.STARTED);
    return new Reply(
        uuid(from, Attributes.ID),
        new InvocationId(uuid(from, Attributes.CORRELATION)),
        uuid(from, Attributes.CAUSATION),
        operation,
        from.required(Attributes.SOURCE),
        from.attribute(Attributes.SUBJECT),
        started == null ? time : Timestamps.read(Attributes.STARTED, started),
        time,
        attempt(from),
        isRecorded(from),
        Ended.read(from.attribute(Attributes.ENDED)),
        from.attribute(Attributes.STATUS) == null
            ? null
            : Integer.valueOf(number(from, Attributes.STATUS, 200, 599)),
        trace(from),
        from.payload());
  }

  private static Progress readProgress(Envelope from, String operation) {
    return new Progress(
        uuid(from, Attributes.ID),
        new InvocationId(uuid(from, Attributes.CORRELATION)),
        uuid(from, Attributes.CAUSATION),
        operation,
        from.required(Attributes.SOURCE),
        from.attribute(Attributes.SUBJECT),
        Timestamps.read(Attributes.TIME, from.required(Attributes.TIME)),
        attempt(from),
        isRecorded(from),
        trace(from),
        from.payload());
  }

  private static boolean isRecorded(Envelope from) {
    return "true".equals(from.attribute(Attributes.RECORDED));
  }

  private static void requireVersion(Envelope from) {
    if (!from.required(Attributes.SPECVERSION).equals("1.0")) {
      throw new MalformedMessageException("attribute specversion is not 1.0");
    }
  }

  private static String without(String type, String suffix) {
    return type.substring(0, type.length() - suffix.length());
  }

  private static UUID uuid(Envelope from, String name) {
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
    return from.attribute(Attributes.ATTEMPT) == null
        ? 1
        : number(from, Attributes.ATTEMPT, 1, Integer.MAX_VALUE);
  }

  private static int number(Envelope from, String name, int least, int most) {
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
      long value = Long.parseLong(from.required(Attributes.SEQUENCE));
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
            from.attribute(Attributes.TRACEPARENT), from.attribute(Attributes.TRACESTATE))
        .orElseGet(TraceContext::start);
  }
}
