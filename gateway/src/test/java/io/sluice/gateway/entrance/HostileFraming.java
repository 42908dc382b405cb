package io.sluice.gateway.entrance;

import java.util.List;
import java.util.stream.Stream;

/** Requests that two readers could take for different ones, for none, or for ever. */
final class HostileFraming {

  private static final String LINE = "GET /calls/1 HTTP/1.1\r\n";
  private static final String GET = LINE + "Host: a\r\n";
  private static final String POST = "POST /calls/1 HTTP/1.1\r\nHost: a\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String TE = "Transfer-Encoding: chunked\r\n";
  private static final String CHUNKED = POST + JSON + TE + "\r\n";
  private static final String END = "\r\n";

  private static final String MALFORMED = "400 malformed-request, closed";
  private static final String VERSION = "505 http-version-not-supported, closed";
  private static final String LATE = "408 request-timeout, closed";

  private HostileFraming() {}

  static Stream<HostileRow> rows() {
    return Stream.of(lengths(), headers(), requestLines(), slow()).flatMap(List::stream);
  }

  private static List<HostileRow> lengths() {
    String old = POST.replace("1.1", "1.0");
    return List.of(
        malformed("length and chunks", POST + "Content-Length: 2\r\n" + TE + END),
        malformed("length and chunks, HTTP/1.0", old + "Content-Length: 2\r\n" + TE + END),
        malformed("two lengths", POST + "Content-Length: 3\r\nContent-Length: 5\r\n" + END),
        malformed("length with a sign", POST + "Content-Length: +3\r\n" + END + "{}"),
        malformed("negative length", POST + "Content-Length: -1\r\n" + END),
        malformed("length twice in a line", POST + "Content-Length: 3, 3\r\n" + END + "{}"),
        malformed("unknown coding", POST + "Transfer-Encoding: xchunked\r\n" + END),
        malformed("coding twice", POST + TE + TE + END + "0\r\n" + END),
        malformed(
            "space before a colon", POST + "Transfer-Encoding : chunked\r\n" + END + "0\r\n" + END),
        malformed("chunk size in 0x", CHUNKED + "0x2\r\n{}\r\n0\r\n" + END),
        malformed("chunk size of 17 f", CHUNKED + "fffffffffffffffff\r\n{}"),
        malformed("line feed in a chunk's extension", CHUNKED + "2;a\nb\r\n{}\r\n0\r\n" + END));
  }

  private static List<HostileRow> headers() {
    return List.of(
        malformed("bare line feeds", "GET /calls/1 HTTP/1.1\nHost: a\n\n"),
        malformed("carriage return in a value", GET + "X-A: b\rc\r\n" + END),
        malformed("line feed in a value", GET + "X-A: b\nc\r\n" + END),
        malformed("NUL in a value", GET + "X-A: b\0c\r\n" + END),
        malformed("control in a value", GET + "X-A: b\1c\r\n" + END),
        malformed("bad header name", GET + "X@A: b\r\n" + END),
        malformed("empty header name", GET + ": b\r\n" + END),
        malformed("folded header", GET + "X-A: b\r\n c\r\n" + END),
        malformed("header folded by a tab", GET + "X-A: b\r\n\tc\r\n" + END),
        malformed("fold before the first header", LINE + " X-A: b\r\nHost: a\r\n" + END),
        malformed("fold of white space alone", GET + "X-A: b\r\n \r\n" + END),
        malformed(
            "folded header before a body",
            POST + "X-A: b\r\n c\r\nContent-Length: 2\r\n" + END + "{}"),
        malformed("leading control", "\1" + GET + END),
        malformed("no host", LINE + END),
        malformed("two hosts", GET + "Host: b\r\n" + END),
        HostileRow.of(
            "headers of 9,000 bytes",
            GET + "X-A: " + "b".repeat(9_000) + "\r\n" + END,
            "431 headers-too-large, closed"),
        HostileRow.of(
            "unknown expectation", GET + "Expect: 42\r\n" + END, "417 expectation-failed, closed"));
  }

  private static List<HostileRow> requestLines() {
    return List.of(
        HostileRow.of("HTTP/1.2", get("/calls/1", "HTTP/1.2"), VERSION),
        HostileRow.of("HTTP/2.0", get("/calls/1", "HTTP/2.0"), VERSION),
        HostileRow.of("HTTP/3.0", get("/calls/1", "HTTP/3.0"), VERSION),
        HostileRow.of("HTTP/x", get("/calls/1", "HTTP/x"), VERSION),
        HostileRow.of("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", VERSION),
        malformed("no version", "GET /calls/1\r\nHost: a\r\n" + END),
        malformed("another protocol", get("/calls/1", "ICY/1.1")),
        HostileRow.of(
            "another authority",
            get("http://evil.example/calls/1", "HTTP/1.1"),
            "421 misdirected-request, closed"),
        HostileRow.of("its own authority", get("http://a/calls/1", "HTTP/1.1"), "200"),
        malformed("neither a path nor a URI", get("calls", "HTTP/1.1")),
        malformed("a fragment", get("/calls/1#/calls/2", "HTTP/1.1")),
        malformed("all of the server", "OPTIONS * HTTP/1.1\r\nHost: a\r\n" + END),
        malformed("a tunnel", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n" + END),
        HostileRow.of(
            "method in lower case",
            "get /calls/1 HTTP/1.1\r\nHost: a\r\n" + END,
            "405 method-not-allowed, allow: DELETE, GET, POST"),
        HostileRow.of(
            "URI of 5,000 bytes",
            get("/calls/" + "x".repeat(5_000), "HTTP/1.1"),
            "414 uri-too-long, closed"),
        path("a hidden parent", "/calls/%2e%2e"),
        path("a hidden slash", "/calls/a%2Fb"),
        path("no percent code", "/calls/%zz"),
        path("overlong UTF-8", "/calls/%C0%A0"),
        path("a backslash", "/calls/a\\b"),
        path("no percent code in the query", "/calls/1?limit=%zz"),
        path("no UTF-8 in the query", "/calls/1?limit=%ff"),
        path("bare bytes in the query", "/calls/1?limit=\u00c3\u00bc"));
  }

  private static List<HostileRow> slow() {
    String body = POST + JSON + "Content-Length: 1000\r\n" + END + "{";
    return List.of(
        HostileRow.of("half a head, then silence", GET, LATE),
        new HostileRow("a head a byte at a time", GET + "X-A: ", "x", LATE),
        HostileRow.of("half a body, then silence", body, LATE),
        new HostileRow("a body a byte at a time", body, " ", LATE));
  }

  private static String get(String target, String version) {
    return "GET " + target + " " + version + "\r\nHost: a\r\n\r\n";
  }

  private static HostileRow malformed(String name, String input) {
    return HostileRow.of(name, input, MALFORMED);
  }

  private static HostileRow path(String name, String path) {
    return HostileRow.of(name, get(path, "HTTP/1.1"), "400 malformed-request");
  }
}
