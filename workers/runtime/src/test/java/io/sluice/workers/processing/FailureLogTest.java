package io.sluice.workers.processing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.message.Command;
import io.sluice.workers.Commands;
import io.sluice.workers.handler.Handlers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class FailureLogTest {

  private final Vertx vertx = Vertx.vertx();
  private final Handlers handlers = new Handlers(vertx);
  private final Logger logger = (Logger) LoggerFactory.getLogger(Failures.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void close() throws Exception {
    logger.detachAppender(log);
    vertx.close().await(20, SECONDS);
  }

  @Test
  void aHandlerThatFailsIsLoggedWithItsTraceAndInvocationAndWithoutTheData() throws Exception {
    handlers.command(
        "fail", JsonObject.class, (data, call) -> Future.failedFuture(new Exception("broken")));
    var processor =
        new CommandProcessor(
            handlers, "/worker/s/n", InstantSource.system(), Duration.ofSeconds(9));
    Command command = Commands.of("fail", "{\"secret\":1}");

    assertEquals(500, processor.run(command).map(RunResult::reply).await(20, SECONDS).status());

    assertEquals(1, log.list.size());
    ILoggingEvent event = log.list.getFirst();
    assertEquals(Level.ERROR, event.getLevel());
    Map<String, String> details = new HashMap<>();
    event.getKeyValuePairs().forEach(pair -> details.put(pair.key, String.valueOf(pair.value)));
    assertEquals(
        Map.of(
            "trace", command.trace().traceId(),
            "invocation", command.invocation().toString(),
            "operation", "fail"),
        details);
  }
}
