package io.sluice.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;

/**
 * Logback's JSON, without any character that a terminal obeys or that hides others: logback escapes
 * C0 controls only, and what a client sent may have C1 controls, line separators and changes of the
 * writing's direction. Named in {@code node-logging.xml}.
 */
public final class EscapingJsonEncoder extends EncoderBase<ILoggingEvent> {

  private static final int FIRST_OF_CONCERN = 0x7f;

  private final JsonEncoder json = new JsonEncoder();

  @Override
  public void start() {
    json.setContext(getContext());
    json.setWithFormattedMessage(true);
    json.setWithMessage(false);
    json.setWithArguments(false);
    json.setWithContext(false);
    json.setWithSequenceNumber(false);
    json.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return json.headerBytes();
  }

  @Override
  public byte[] footerBytes() {
    return json.footerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    byte[] plain = json.encode(event);
    for (byte one : plain) {
      // Most lines are ASCII, and stay as they are.
      if (one < 0 || one == FIRST_OF_CONCERN) {
        return escape(new String(plain, UTF_8)).getBytes(UTF_8);
      }
    }
    return plain;
  }

  /** In JSON such characters stand in strings alone, where each may be written by its number. */
  private static String escape(String json) {
    var escaped = new StringBuilder(json.length() + 32);
    json.chars()
        .forEach(
            one -> {
              if (one >= FIRST_OF_CONCERN && isInvisible(one)) {
                escaped.append("\\u%04X".formatted(one));
              } else {
                escaped.append((char) one);
              }
            });
    return escaped.toString();
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
