package io.sluice.gateway.entrance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class HostileBodyTest {

  private final Parts parts;

  HostileBodyTest(Parts parts) {
    this.parts = parts;
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatReadersCouldUnderstandDifferentlyIsMalformed() {
    Map<String, String> rows = new TreeMap<>();
    rows.put("truncated", "{\"text\":");
    rows.put("something behind", "{} x");
    rows.put("NaN", "{\"quantity\":NaN}");
    rows.put("1,500 digits", "{\"quantity\":" + "9".repeat(1_500) + "}");
    rows.put("exponent of nine digits", "{\"quantity\":1e999999999}");
    rows.put("bad UTF-8", "{\"text\":\"\u00ff\"}");
    rows.put(
        "UTF-16",
        new String("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE), ISO_8859_1));
    rows.put("byte order mark", "\u00ef\u00bb\u00bf{}");
    rows.put("65 levels", "{\"text\":" + "[".repeat(64) + "]".repeat(64) + "}");
    rows.put("2,000 levels", "[".repeat(2_000) + "]".repeat(2_000));
    rows.put("a key twice", "{\"text\":\"a\",\"text\":\"b\"}");
    rows.put("half a surrogate pair", "{\"text\":\"\\ud800\"}");
    rows.put("U+0000", "{\"text\":\"\\u0000\"}");
    return rows.entrySet().stream()
        .map(row -> dynamicTest(row.getKey(), () -> malformed(row.getValue())));
  }

  @Test
  void aBodyOfAllBracketsCostsNoTime() {
    Client client = new Client(parts.port());
    String body = "{\"text\":" + "[{".repeat(12_000);

    long start = System.nanoTime();
    int status = client.post("/calls/1", body).statusCode();
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertEquals(400, status);
    assertTrue(body.getBytes(UTF_8).length < Parts.MAX_BODY, "the body is not too large");
    assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, took::toString);
  }

  private void malformed(String body) throws java.io.IOException {
    try (var connection = new RawConnection(parts.port())) {
      var answer =
          connection.ask(
              "POST /calls/1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                  + "Content-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
      Problems.check(answer, 400, "malformed-request");
    }
  }
}
