package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class BodyBoundsTest {

  private static final String POST =
      "POST /calls/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

  private final Parts parts;

  BodyBoundsTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void aClientThatSendsATooLargeBodyWholeStillReadsTheAnswer() throws IOException {
    String body = "x".repeat(8 * Parts.MAX_BODY);
    for (int i = 0; i < 20; i++) {
      try (var connection = new RawConnection(parts.port())) {
        connection.send(POST + "Content-Length: " + body.length() + "\r\n\r\n" + body);

        Problems.check(connection.read(), 413, "body-too-large");
      }
    }
  }

  @Test
  void aBodyOfExactlyTheBoundIsTaken() {
    String body = "{\"text\":\"" + "x".repeat(Parts.MAX_BODY - 11) + "\"}";

    assertEquals(Parts.MAX_BODY, body.length());
    assertEquals(201, new Client(parts.port()).post("/calls/1", body).statusCode());
  }

  @Test
  void chunksMakeABody() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      connection.send(POST + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");

      assertEquals(201, connection.read().status());
    }
  }

  /** Not before its time; how long after is the machine's affair. */
  @Test
  void aBodyThatDripsPastTheTotalTimeIsGivenUp() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      connection.send(POST + "Content-Length: 1000\r\n\r\n{");
      connection.drip(" ");
      long start = System.nanoTime();

      var answer = connection.read();

      Duration took = Duration.ofNanos(System.nanoTime() - start);
      Problems.check(answer, 408, "request-timeout");
      assertEquals(Optional.of("close"), answer.header("connection"));
      assertTrue(connection.isEnded(), "the connection has ended");
      assertTrue(took.compareTo(Parts.BODY_TIMEOUT.minusMillis(200)) > 0, took::toString);
    }
  }

  @Test
  void whoAsksBeforeSendingIsToldToGoOn() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      connection.send(POST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertEquals(100, connection.readHead().status());

      assertEquals(201, connection.ask("{}").status());
    }
  }

  @Test
  void whoAsksBeforeSendingTooMuchIsRefusedAtOnce() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      connection.send(POST + "Expect: 100-continue\r\nContent-Length: 65537\r\n\r\n");

      Problems.check(connection.read(), 413, "body-too-large");
      assertTrue(connection.isEnded(), "the connection has ended");
    }
  }

  @Test
  void whoAsksBeforeSendingToAnUnknownPathIsRefusedAndTheConnectionEnds() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      connection.send(
          POST.replace("/calls/1", "/elsewhere")
              + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");

      Problems.check(connection.read(), 404, "not-found");
      assertTrue(connection.isEnded(), "else the next request would be taken for the body");
    }
  }
}
