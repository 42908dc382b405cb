package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that two readers could take for different ones, or for none: refused, and no more. */
@ExtendWith(PartsExtension.class)
final class HostileFramingTest {

  private static final String POST = "POST /calls/1 HTTP/1.1\r\nHost: a\r\n";
  private static final String GET = "GET /calls/1 HTTP/1.1\r\nHost: a\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = POST + JSON + "Transfer-Encoding: chunked\r\n\r\n";

  @TestFactory
  Stream<DynamicTest> whatCannotBeReadInOneWayOnlyIsRefusedAndTheConnectionEnds(Parts parts) {
    Map<String, String> rows = new TreeMap<>();
    rows.put("length and chunks", POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n");
    rows.put(
        "length and chunks, HTTP/1.0",
        POST.replace("1.1", "1.0") + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n");
    rows.put("two lengths", POST + "Content-Length: 3\r\nContent-Length: 5\r\n\r\n");
    rows.put("length with a sign", POST + "Content-Length: +3\r\n\r\n{}");
    rows.put("negative length", POST + "Content-Length: -1\r\n\r\n");
    rows.put("length twice in a line", POST + "Content-Length: 3, 3\r\n\r\n{}");
    rows.put("unknown coding", POST + "Transfer-Encoding: xchunked\r\n\r\n");
    rows.put(
        "coding twice",
        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    rows.put("space before a colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
    rows.put("bare line feeds", "GET /calls/1 HTTP/1.1\nHost: a\n\n");
    rows.put("carriage return in a value", GET + "X-A: b\rc\r\n\r\n");
    rows.put("NUL in a value", GET + "X-A: b\0c\r\n\r\n");
    rows.put("control in a value", GET + "X-A: b\1c\r\n\r\n");
    rows.put("bad header name", GET + "X@A: b\r\n\r\n");
    rows.put("empty header name", GET + ": b\r\n\r\n");
    rows.put("leading control", "\1" + GET + "\r\n");
    rows.put("no host", "GET /calls/1 HTTP/1.1\r\n\r\n");
    rows.put("two hosts", GET + "Host: b\r\n\r\n");
    return rows.entrySet().stream()
        .map(row -> dynamicTest(row.getKey(), () -> refused(parts, row.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> chunksThatCannotBeReadEndTheConnection(Parts parts) {
    Map<String, String> rows = new TreeMap<>();
    rows.put("size in 0x", CHUNKED + "0x2\r\n{}\r\n0\r\n\r\n");
    rows.put("size beyond all bounds", CHUNKED + "fffffffffffffffff\r\n{}");
    rows.put("line feed in an extension", CHUNKED + "2;a\nb\r\n{}\r\n0\r\n\r\n");
    return rows.entrySet().stream()
        .map(row -> dynamicTest(row.getKey(), () -> ended(parts, row.getValue())));
  }

  /** By then the head was sound: Vert.x closes without a word. */
  private static void ended(Parts parts, String request) throws IOException {
    try (ErrorLog log = ErrorLog.open();
        RawConnection connection = new RawConnection(parts.port())) {
      connection.send(request);
      assertTrue(connection.isEnded(), "the connection has ended");
      assertTrue(log.errors().isEmpty(), () -> log.errors().toString());
    }
  }

  private static void refused(Parts parts, String request) throws IOException {
    try (ErrorLog log = ErrorLog.open();
        RawConnection connection = new RawConnection(parts.port())) {
      Problems.check(connection.ask(request), 400, "malformed-request");
      assertTrue(connection.isEnded(), "the connection has ended");
      assertTrue(log.errors().isEmpty(), () -> log.errors().toString());
    }
  }
}
