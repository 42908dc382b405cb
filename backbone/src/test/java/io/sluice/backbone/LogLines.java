package io.sluice.backbone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What our own code logs at WARN and above while it is open, by whichever thread. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.sluice");
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  private LogLines() {}

  public static LogLines open() {
    LogLines lines = new LogLines();
    lines.start();
    lines.logger.addAppender(lines);
    return lines;
  }

  /** The details of each line with this message. */
  public List<Map<String, String>> of(String message) {
    return events.stream()
        .filter(event -> event.getMessage().equals(message))
        .map(LogLines::details)
        .toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      events.add(event);
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    stop();
  }

  private static Map<String, String> details(ILoggingEvent event) {
    Map<String, String> details = new HashMap<>();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> details.put(pair.key, String.valueOf(pair.value)));
    }
    return details;
  }
}
