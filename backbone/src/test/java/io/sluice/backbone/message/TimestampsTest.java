package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimestampsTest {

  private static final DateTimeFormatter REFERENCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void whatIsWrittenIsWhatTheLibraryWritesAndIsReadAgain() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Instant instant =
          Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 253_402_300_799_999L));
      String text = Timestamps.write(instant);

      assertEquals(REFERENCE.format(instant), text, "seed " + seed);
      assertEquals(instant, Timestamps.read(Attribute.TIME, text), "seed " + seed);
    }
  }

  @Test
  void lessThanAMillisecondIsCutOff() {
    assertEquals(
        "2030-01-02T03:04:05.678Z",
        Timestamps.write(Instant.parse("2030-01-02T03:04:05.678999999Z")));
  }

  @Test
  void otherFormsOfRfc3339AreRead() {
    for (String text :
        List.of(
            "2030-01-02T03:04:05Z",
            "2030-01-02T03:04:05.678912Z",
            "2030-01-02T05:04:05.678+02:00",
            "2030-01-02T03:04Z",
            "2030-01-02T03:04:05.6Z")) {
      assertEquals(
          OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS),
          Timestamps.read(Attribute.TIME, text));
    }
  }

  @Test
  void anyNumberOfDigitsOfASecondIsReadToTheMillisecond() {
    String second = "2030-01-02T03:04:05.";
    String digits = "987654321";
    for (int length = 1; length <= digits.length(); length++) {
      String text = second + digits.substring(0, length) + "Z";
      assertEquals(
          OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS),
          Timestamps.read(Attribute.TIME, text));
    }
  }

  @Test
  void whatIsNoTimestampIsMalformed() {
    for (String text :
        List.of(
            "",
            "tomorrow",
            "2030-13-02T03:04:05.678Z",
            "2030-02-30T03:04:05.678Z",
            "2030-01-02T24:04:05.678Z",
            "2030-01-02 03:04:05.678Z",
            "2030-01-02T03:04:05.1234567890Z",
            "2030-01-02T03:04:05.67xZ",
            "2030-01-02T03:04:05.678z0",
            "+10000-01-01T00:00:00Z",
            "+999999999-01-01T00:00:00Z",
            "-0001-12-31T23:59:59Z",
            "9999-12-31T23:30:00-01:00",
            "0000-01-01T00:30:00+01:00",
            "2030-01-02T03:04:05.678")) {
      assertThrows(
          MalformedMessageException.class, () -> Timestamps.read(Attribute.TIME, text), text);
    }
  }

  @Test
  void aYearOfMoreThanFourDigitsIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Timestamps.write(Instant.parse("+10000-01-01T00:00:00Z")));
  }
}
