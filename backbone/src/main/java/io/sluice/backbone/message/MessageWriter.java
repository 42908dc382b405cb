package io.sluice.backbone.message;

import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes a message's CloudEvents attributes, in a fixed order, to a transport's headers. */
public final class MessageWriter {

  private MessageWriter() {}

  /** Calls {@code to} once for each attribute that is present; the data is the transport's. */
  public static void write(Message message, BiConsumer<String, String> to) {
    to.accept(Attributes.SPECVERSION, "1.0");
    switch (message) {
      case Command command -> writeCommand(command, to);
      case Reply reply -> writeReply(reply, to);
      case Progress progress -> writeProgress(progress, to);
      case Event event -> writeEvent(event, to);
      case Cancellation cancellation -> writeCancellation(cancellation, to);
    }
  }

  private static void writeCommand(Command command, BiConsumer<String, String> to) {
    writeCommon(command, command.operation(), to);
    to.accept(Attributes.CORRELATION, command.invocation().toString());
    ReplyTo replyTo = command.replyTo();
    if (replyTo != null) {
      to.accept(Attributes.REPLY_TO, replyTo.toString());
    }
    to.accept(Attributes.EXPIRY, Timestamps.write(command.expiry().at()));
    writeRecorded(command.recorded(), to);
    to.accept(Attributes.PRINCIPAL, command.caller().principal());
    writeIfPresent(Attributes.TENANT, command.caller().tenant(), to);
    to.accept(Attributes.ATTEMPT, Integer.toString(command.attempt()));
  }

  private static void writeReply(Reply reply, BiConsumer<String, String> to) {
    writeCommon(reply, reply.operation() + Attributes.REPLY_SUFFIX, to);
    writeOrigin(reply.invocation(), reply.causation(), to);
    writeRecorded(reply.recorded(), to);
    if (reply.ended() != Ended.ANSWERED) {
      to.accept(Attributes.ENDED, reply.ended().text());
    }
    to.accept(Attributes.STARTED, Timestamps.write(reply.started()));
    Integer status = reply.status();
    if (status != null) {
      to.accept(Attributes.STATUS, status.toString());
    }
    to.accept(Attributes.ATTEMPT, Integer.toString(reply.attempt()));
  }

  private static void writeProgress(Progress progress, BiConsumer<String, String> to) {
    writeCommon(progress, progress.operation() + Attributes.PROGRESS_SUFFIX, to);
    writeOrigin(progress.invocation(), progress.causation(), to);
    writeRecorded(progress.recorded(), to);
    to.accept(Attributes.ATTEMPT, Integer.toString(progress.attempt()));
  }

  private static void writeEvent(Event event, BiConsumer<String, String> to) {
    writeCommon(event, event.name(), to);
    writeOrigin(event.invocation(), event.causation(), to);
    Long sequence = event.sequence();
    if (sequence != null) {
      to.accept(Attributes.SEQUENCE, sequence.toString());
    }
  }

  private static void writeCancellation(Cancellation wish, BiConsumer<String, String> to) {
    writeCommon(wish, wish.operation() + Attributes.CANCEL_SUFFIX, to);
    writeOrigin(wish.invocation(), wish.command(), to);
    to.accept(Attributes.EXPIRY, Timestamps.write(wish.expiry().at()));
  }

  private static void writeCommon(Message message, String type, BiConsumer<String, String> to) {
    to.accept(Attributes.ID, message.id().toString());
    to.accept(Attributes.TYPE, type);
    to.accept(Attributes.SOURCE, message.source());
    writeIfPresent(Attributes.SUBJECT, message.key(), to);
    to.accept(Attributes.TIME, Timestamps.write(message.time()));
    to.accept(Attributes.TRACEPARENT, message.trace().traceparent());
    writeIfPresent(Attributes.TRACESTATE, message.trace().tracestate(), to);
  }

  private static void writeOrigin(
      @Nullable InvocationId invocation, @Nullable UUID causation, BiConsumer<String, String> to) {
    if (invocation != null) {
      to.accept(Attributes.CORRELATION, invocation.toString());
    }
    if (causation != null) {
      to.accept(Attributes.CAUSATION, causation.toString());
    }
  }

  private static void writeRecorded(boolean recorded, BiConsumer<String, String> to) {
    if (recorded) {
      to.accept(Attributes.RECORDED, "true");
    }
  }

  private static void writeIfPresent(
      String name, @Nullable String value, BiConsumer<String, String> to) {
    if (value != null) {
      to.accept(name, value);
    }
  }
}
