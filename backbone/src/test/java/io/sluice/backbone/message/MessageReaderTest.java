package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.Samples;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MessageReaderTest {

  private static final Message COMMAND = Samples.command();
  private static final Message REPLY = Samples.result();
  private static final Message PROGRESS = Samples.progress();
  private static final Message CANCELLATION = Samples.cancellation();
  private static final Message EVENT = Samples.event();

  @Test
  void anEndThatIsNotKnownIsAnAnswer() {
    var read = assertInstanceOf(Reply.class, read(REPLY, "ended", "elsewhere"));

    assertFalse(read.isCancelled() || read.isDeadLettered());
  }

  @Test
  void aCommandNeedsEachMandatoryAttribute() {
    for (String name :
        List.of(
            "specversion",
            "id",
            "type",
            "source",
            "time",
            "correlationid",
            "expirytime",
            "principal")) {
      assertRefused(COMMAND, name, null);
      assertRefused(COMMAND, name, "");
    }
  }

  @Test
  void aReplyNeedsEachMandatoryAttribute() {
    for (String name :
        List.of("specversion", "id", "type", "source", "time", "correlationid", "causationid")) {
      assertRefused(REPLY, name, null);
      assertRefused(PROGRESS, name, null);
    }
  }

  @Test
  void anEventNeedsEachMandatoryAttribute() {
    for (String name : List.of("specversion", "id", "type", "source", "subject", "time")) {
      assertRefused(EVENT, name, null);
    }
  }

  @Test
  void aCancellationNeedsEachMandatoryAttribute() {
    for (String name :
        List.of(
            "specversion",
            "id",
            "type",
            "source",
            "time",
            "correlationid",
            "causationid",
            "expirytime")) {
      assertRefused(CANCELLATION, name, null);
    }
  }

  @Test
  void aValueOfTheWrongFormIsRefusedByName() {
    assertRefused(COMMAND, "specversion", "0.3");
    assertRefused(COMMAND, "id", "not-a-uuid");
    assertRefused(COMMAND, "correlationid", "1-2-3-4-5");
    assertRefused(COMMAND, "time", "yesterday");
    assertRefused(COMMAND, "expirytime", "2026-03-04 05:06:07");
    assertRefused(COMMAND, "replyto", "https://elsewhere.example");
    assertRefused(COMMAND, "attempt", "0");
    assertRefused(COMMAND, "attempt", "two");
    assertRefused(REPLY, "status", "99");
    assertRefused(REPLY, "status", "600");
    assertRefused(REPLY, "status", "OK");
    assertRefused(REPLY, "type", "placeOrder");
    assertRefused(REPLY, "startedtime", "12:00");
    assertRefused(CANCELLATION, "type", "placeOrder");
    assertRefused(CANCELLATION, "causationid", "the-command");
    assertRefused(EVENT, "sequence", "many");
    assertRefused(EVENT, "sequence", "0");
    assertRefused(EVENT, "causationid", "cause");
  }

  @Test
  void whatIsOptionalInACommandHasAMeaningWhenAbsent() {
    var read = assertInstanceOf(Command.class, read(Samples.minimalCommand(), "attempt", null));

    assertNull(read.key());
    assertNull(read.replyTo());
    assertFalse(read.recorded());
    assertEquals(1, read.attempt());
    assertNull(read.caller().tenant());
  }

  @Test
  void aReplyWithoutStatusLeavesItToTheContract() {
    var read = assertInstanceOf(Reply.class, read(REPLY, "status", null));

    assertNull(read.status());
    assertFalse(read.isProblem());
  }

  @Test
  void aReplyWithoutStartedTimeStartedWhenItWasSent() {
    var read = assertInstanceOf(Reply.class, read(REPLY, "startedtime", null));

    assertEquals(read.time(), read.started());
  }

  @Test
  void anEventMayComeFromSomebodyWhoDoesNotCount() {
    var read = assertInstanceOf(Event.class, read(EVENT, "sequence", null));

    assertNull(read.sequence());
  }

  @Test
  void aMessageWithoutTraceBeginsOne() {
    var read = read(COMMAND, "traceparent", null);

    assertTrue(TraceContext.read(read.trace().traceparent(), null).isPresent());
    assertNotEquals(COMMAND.trace().traceId(), read.trace().traceId());
    assertNull(read.trace().tracestate(), "a state without its parent");
  }

  @Test
  void timesOfOtherZonesAndPrecisionAreTakenInMilliseconds() {
    assertEquals(COMMAND.time(), read(COMMAND, "time", "2026-03-04T07:06:07.0899+02:00").time());
    assertEquals(COMMAND.time(), read(COMMAND, "time", "2026-03-04t05:06:07.089z").time());
  }

  @Test
  void anUnknownAttributeIsNoHindrance() {
    assertEquals(COMMAND, read(COMMAND, "futureattribute", "x"));
  }

  private static void assertRefused(Message message, String name, @Nullable String value) {
    var refused =
        assertThrows(
            MalformedMessageException.class, () -> read(message, name, value), name + "=" + value);

    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("attribute " + name + " is")
            || name.equals("type"),
        refused.getMessage());
  }

  private static Message read(Message message, String changed, @Nullable String value) {
    Map<String, String> headers = new HashMap<>();
    Payload payload = payload(message);
    BinaryMode.write(message, payload, headers::put);
    headers.remove("ce_" + changed);
    if (value != null) {
      headers.put("ce_" + changed, value);
    }
    var found = new BinaryMode.Reader();
    headers.forEach(found::header);
    Envelope envelope = found.envelope(payload.data());
    return switch (message) {
      case Command command -> MessageReader.readCommand(envelope);
      case Cancellation one -> MessageReader.readCancellation(envelope);
      case Reply reply -> MessageReader.readAnswer(envelope);
      case Progress one -> MessageReader.readAnswer(envelope);
      case Event event -> MessageReader.readEvent(envelope);
    };
  }

  private static Payload payload(Message message) {
    return switch (message) {
      case Command command -> command.payload();
      case Reply reply -> reply.payload();
      case Progress progress -> progress.payload();
      case Event event -> event.payload();
      case Cancellation cancellation -> Payload.json(Buffer.buffer("{}"));
    };
  }
}
