package io.sluice.backbone.message;

import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes a message's CloudEvents attributes, in a fixed order. */
final class MessageWriter {

  private MessageWriter() {}

  /** Calls {@code to} once for each attribute that is present; the data is the transport's. */
  static void write(Message message, BiConsumer<Attribute, String> to) {
    to.accept(Attribute.SPECVERSION, "1.0");
    switch (message) {
      case Command command -> writeCommand(command, to);
      case Reply reply -> writeReply(reply, to);
      case Progress progress -> writeProgress(progress, to);
      case Event event -> writeEvent(event, to);
      case Cancellation cancellation -> writeCancellation(cancellation, to);
    }
  }

  private static void writeCommand(Command command, BiConsumer<Attribute, String> to) {
    writeCommon(command, command.operation(), to);
    to.accept(Attribute.CORRELATION, command.invocation().toString());
    ReplyTo replyTo = command.replyTo();
    if (replyTo != null) {
      to.accept(Attribute.REPLY_TO, replyTo.toString());
    }
    to.accept(Attribute.EXPIRY, Timestamps.write(command.expiry().at()));
    writeRecorded(command.recorded(), to);
    to.accept(Attribute.PRINCIPAL, command.caller().principal());
    writeIfPresent(Attribute.TENANT, command.caller().tenant(), to);
    to.accept(Attribute.ATTEMPT, Integer.toString(command.attempt()));
  }

  private static void writeReply(Reply reply, BiConsumer<Attribute, String> to) {
    writeCommon(reply, reply.operation() + Attribute.REPLY_SUFFIX, to);
    writeOrigin(reply.invocation(), reply.causation(), to);
    writeRecorded(reply.recorded(), to);
    if (reply.ended() != Ended.ANSWERED) {
      to.accept(Attribute.ENDED, reply.ended().text());
    }
    to.accept(Attribute.STARTED, Timestamps.write(reply.started()));
    Integer status = reply.status();
    if (status != null) {
      to.accept(Attribute.STATUS, status.toString());
    }
    to.accept(Attribute.ATTEMPT, Integer.toString(reply.attempt()));
  }

  private static void writeProgress(Progress progress, BiConsumer<Attribute, String> to) {
    writeCommon(progress, progress.operation() + Attribute.PROGRESS_SUFFIX, to);
    writeOrigin(progress.invocation(), progress.causation(), to);
    writeRecorded(progress.recorded(), to);
    to.accept(Attribute.ATTEMPT, Integer.toString(progress.attempt()));
  }

  private static void writeEvent(Event event, BiConsumer<Attribute, String> to) {
    writeCommon(event, event.name(), to);
    writeOrigin(event.invocation(), event.causation(), to);
    Long sequence = event.sequence();
    if (sequence != null) {
      to.accept(Attribute.SEQUENCE, sequence.toString());
    }
  }

  private static void writeCancellation(Cancellation wish, BiConsumer<Attribute, String> to) {
    writeCommon(wish, wish.operation() + Attribute.CANCEL_SUFFIX, to);
    writeOrigin(wish.invocation(), wish.command(), to);
    to.accept(Attribute.EXPIRY, Timestamps.write(wish.expiry().at()));
  }

  private static void writeCommon(Message message, String type, BiConsumer<Attribute, String> to) {
    to.accept(Attribute.ID, message.id().toString());
    to.accept(Attribute.TYPE, type);
    to.accept(Attribute.SOURCE, message.source());
    writeIfPresent(Attribute.SUBJECT, message.key(), to);
    to.accept(Attribute.TIME, Timestamps.write(message.time()));
    to.accept(Attribute.TRACEPARENT, message.trace().traceparent());
    writeIfPresent(Attribute.TRACESTATE, message.trace().tracestate(), to);
  }

  private static void writeOrigin(
      @Nullable InvocationId invocation,
      @Nullable UUID causation,
      BiConsumer<Attribute, String> to) {
    if (invocation != null) {
      to.accept(Attribute.CORRELATION, invocation.toString());
    }
    if (causation != null) {
      to.accept(Attribute.CAUSATION, causation.toString());
    }
  }

  private static void writeRecorded(boolean recorded, BiConsumer<Attribute, String> to) {
    if (recorded) {
      to.accept(Attribute.RECORDED, "true");
    }
  }

  private static void writeIfPresent(
      Attribute name, @Nullable String value, BiConsumer<Attribute, String> to) {
    if (value != null) {
      to.accept(name, value);
    }
  }
}
