package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Reply;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request's head has a total time from its first byte; silence between requests has not. */
@ExtendWith(PartsExtension.class)
final class SlowHeadTest {

  private static final String HEAD = "GET /calls/1 HTTP/1.1\r\nHost: a\r\n";

  private final Parts parts;

  SlowHeadTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void aHeadThatDripsPastTheTotalTimeIsGivenUp() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      connection.send(HEAD + "X-Slow: ");
      connection.drip("x");
      tooSlow(connection);
    }
  }

  @Test
  void aHeadThatStopsInTheMiddleIsGivenUp() throws IOException {
    for (String part : new String[] {"G", "GET /calls/1 HTTP/1.1\r\n", HEAD, HEAD + "\r"}) {
      try (var connection = new RawConnection(parts.port())) {
        connection.send(part);
        tooSlow(connection);
      }
    }
  }

  @Test
  void theSecondHeadOfAConnectionHasTheSameTime() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      assertEquals(200, connection.ask(HEAD + "\r\n").status());
      connection.send(HEAD);
      tooSlow(connection);
    }
  }

  @Test
  void silenceBetweenRequestsIsNotCounted() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      for (int i = 0; i < 2; i++) {
        LockSupport.parkNanos(Parts.HEADER_TIMEOUT.plusMillis(500).toNanos());
        connection.send(HEAD);
        assertEquals(200, connection.ask("\r\n").status());
      }
    }
  }

  @Test
  void aSlowHeadIsAnsweredBehindTheRequestBeforeIt() throws IOException {
    Promise<Reply> reply = Promise.promise();
    String name = parts.worker().answersLater(command -> reply.future());
    try (var connection = new RawConnection(parts.port())) {
      connection.send(HEAD.replace("/calls/1", "/calls/" + name) + "\r\n" + HEAD);
      Await.until("the first is with the worker", () -> !parts.worker().received(name).isEmpty());
      LockSupport.parkNanos(Parts.HEADER_TIMEOUT.plusMillis(500).toNanos());
      reply.complete(
          Worker.reply(parts.worker().received(name).getFirst(), null, Worker.json("{}")));

      assertEquals(200, connection.read().status());
      tooSlow(connection);
    }
  }

  @Test
  void whoIsNotReadBecauseItAskedTooMuchAtOnceIsNotSlow() throws IOException {
    Promise<Reply> reply = Promise.promise();
    String name = parts.worker().answersLater(command -> reply.future());
    String more = "GET /elsewhere HTTP/1.1\r\nHost: a\r\n\r\n";
    int times = 20_000;
    try (var connection = new RawConnection(parts.port())) {
      connection.send(HEAD.replace("/calls/1", "/calls/" + name) + "\r\n");
      Thread sending = Thread.ofVirtual().start(() -> sendAll(connection, more.repeat(times)));
      Await.until("the first is with the worker", () -> !parts.worker().received(name).isEmpty());
      LockSupport.parkNanos(Parts.HEADER_TIMEOUT.plusMillis(500).toNanos());
      reply.complete(
          Worker.reply(parts.worker().received(name).getFirst(), null, Worker.json("{}")));

      assertEquals(200, connection.read().status());
      for (int i = 0; i < times; i++) {
        assertEquals(404, connection.read().status());
      }
      assertEquals(200, connection.ask(HEAD + "\r\n").status());
      sending.interrupt();
    }
  }

  private static void sendAll(RawConnection connection, String text) {
    try {
      connection.send(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tooSlow(RawConnection connection) throws IOException {
    RawAnswer answer = connection.read();

    Problems.check(answer, 408, "request-timeout");
    assertEquals(Optional.of("close"), answer.header("connection"));
    assertTrue(connection.isEnded(), "the connection has ended");
  }
}
