package io.sluice.gateway.entrance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged at ERROR while it is open, by whomever. */
public final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private ErrorLog() {}

  public static ErrorLog open() {
    ErrorLog log = new ErrorLog();
    log.start();
    log.root.addAppender(log);
    return log;
  }

  public List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
      errors.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
