package io.sluice.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node's own logging makes of an event; nothing is printed. */
final class NodeLoggingTest {

  private static final String HOSTILE =
      "a\r\nb\u001b[31mred\u0000\u007f\u009b31m\u2028c\u202ed\"\\\ue000 ä€";

  private final LoggerContext context = new LoggerContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void whateverIsLoggedIsOneLineThatNoTerminalObeys() throws Exception {
    String line = encoded(HOSTILE);

    assertEquals(line.length() - 1, line.indexOf('\n'), line);
    String json = line.substring(0, line.length() - 1);
    assertFalse(json.chars().anyMatch(one -> Character.isISOControl(one)), line);
    assertFalse(json.contains("\u2028") || json.contains("\u202e"), line);
  }

  @Test
  void theReaderOfTheJsonGetsEveryCharacterBack() throws Exception {
    var entry = new JsonObject(encoded(HOSTILE));

    assertEquals(HOSTILE, entry.getJsonArray("kvpList").getJsonObject(0).getString("path"));
    assertEquals("WARN", entry.getString("level"));
    assertEquals(HOSTILE, entry.getJsonObject("throwable").getString("message"));
  }

  private String encoded(String text) throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(NodeLogging.class.getResource("node-logging.xml")));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var stderr = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
    var events = new ListAppender<ILoggingEvent>();
    events.start();
    root.detachAppender(stderr);
    root.addAppender(events);
    context
        .getLogger("io.sluice.any")
        .atWarn()
        .addKeyValue("path", text)
        .setCause(new IllegalStateException(text))
        .log("constant");
    return new String(stderr.getEncoder().encode(events.list.getFirst()), UTF_8);
  }
}
