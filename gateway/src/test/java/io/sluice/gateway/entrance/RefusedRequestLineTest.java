package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class RefusedRequestLineTest {

  private final Parts parts;

  RefusedRequestLineTest(Parts parts) {
    this.parts = parts;
  }

  /** Vert.x's own answer, without a body, for as long as the server takes no WebSockets. */
  @Test
  void anotherHttpVersionIsNotSupported() throws IOException {
    for (String version : new String[] {"HTTP/1.2", "HTTP/3.0", "HTTP/2.0"}) {
      try (var connection = new RawConnection(parts.port())) {
        int status = connection.ask("GET /calls/1 " + version + "\r\nHost: a\r\n\r\n").status();

        assertTrue(status == 501 || status == 505, version + ": " + status);
      }
    }
  }

  @Test
  void anotherAuthorityThanTheHostsIsMisdirected() throws IOException {
    Problems.check(
        answer("GET http://evil.example/calls/1 HTTP/1.1\r\nHost: a\r\n\r\n"),
        421,
        "misdirected-request");
    assertEquals(200, answer("GET http://a/calls/1 HTTP/1.1\r\nHost: a\r\n\r\n").status());
  }

  @Test
  void anUnknownExpectationFails() throws IOException {
    Problems.check(
        answer("GET /calls/1 HTTP/1.1\r\nHost: a\r\nExpect: 42\r\n\r\n"),
        417,
        "expectation-failed");
  }

  @Test
  void aMethodInLowerCaseIsAnotherMethod() throws IOException {
    Problems.check(answer("get /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n"), 405, "method-not-allowed");
  }

  @Test
  void aCodedBodyIsUnsupportedWhateverTheCoding() throws IOException {
    for (String coding : new String[] {"foo", "gzip", "identity, gzip"}) {
      var answer = post("Content-Encoding: " + coding);

      Problems.check(answer, 415, "unsupported-media-type");
      assertEquals(Optional.of("identity"), answer.header("accept-encoding"), coding);
    }
    assertEquals(201, post("Content-Encoding: identity").status());
  }

  @Test
  void aPathThatHidesSlashesOrDotsIsMalformed() throws IOException {
    for (String path :
        new String[] {
          "/calls/%2e%2e", "/calls/a%2Fb", "/calls/%zz", "/calls/%C0%A0", "/calls/a\\b"
        }) {
      Problems.check(
          answer("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "malformed-request");
    }
  }

  @Test
  void aQueryThatIsNotPercentEncodedIsMalformed() throws IOException {
    Problems.check(
        answer("GET /calls/1?limit=%zz HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "malformed-request");
  }

  @Test
  void targetsThatAreNoPathAreRefused() throws IOException {
    Problems.check(answer("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "malformed-request");
    Problems.check(
        answer("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"), 400, "malformed-request");
    Problems.check(answer("GET calls HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "malformed-request");
  }

  private RawAnswer post(String header) throws IOException {
    return answer(
        "POST /calls/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + header
            + "\r\nContent-Length: 2\r\n\r\n{}");
  }

  private RawAnswer answer(String request) throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      RawAnswer answer = connection.ask(request);
      assertTrue(answer.header("traceparent").isPresent(), "every answer has a trace");
      return answer;
    }
  }
}
