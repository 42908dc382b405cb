package io.sluice.gateway.entrance;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sluice.cluster.node.EscapingJsonEncoder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged at WARN and above while it is open, each line as a process writes it. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final EscapingJsonEncoder encoder = new EscapingJsonEncoder();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogLines() {}

  public static LogLines open() {
    LogLines log = new LogLines();
    log.encoder.setContext(log.root.getLoggerContext());
    log.encoder.start();
    log.start();
    log.root.addAppender(log);
    return log;
  }

  /** Those that have the text in them. */
  public List<String> with(String text) {
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      lines.add(new String(encoder.encode(event), UTF_8));
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
