package io.sluice.gateway.entrance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes what a hostile or broken client might send; the same random numbers make the same. */
final class FuzzCases {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  private static final List<String> SOUND =
      List.of(
          "GET /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /calls/1?limit=5 HTTP/1.1\r\nHost: a\r\nX-Shelf: abc\r\nAccept: */*\r\n\r\n",
          "HEAD /heads/1 HTTP/1.1\r\nHost: a\r\n\r\n",
          "DELETE /calls/1 HTTP/1.0\r\n\r\n",
          "OPTIONS /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET http://a/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /problems/not-found HTTP/1.1\r\nHost: a\r\n\r\n",
          post("", "{\"quantity\":1,\"text\":\"x\"}"),
          post("Expect: 100-continue\r\nContent-Encoding: identity\r\n", "{}"),
          head("POST", "/calls/1") + JSON + CHUNKED + "\r\n2\r\n{}\r\n0\r\nT: t\r\n\r\n",
          post("traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n", "{}"));

  private static final List<String> WORDS =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          "\r\n ",
          "\0",
          ":",
          " ",
          "\t",
          "%2e",
          "%2F",
          "%zz",
          "%00",
          "?",
          "#",
          "&",
          "=",
          ";",
          "/",
          "\\",
          "..",
          "//",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/9.9",
          "-1",
          "99999999999999999999",
          "0x10",
          "ffffffff",
          "Content-Length: 3\r\n",
          CHUNKED,
          "Host: b\r\n",
          "Connection: close\r\n",
          "Connection: Upgrade\r\nUpgrade: websocket\r\n",
          "Expect: x\r\n",
          "Content-Encoding: gzip\r\n",
          "Accept: x/y\r\n",
          "\u00ff",
          "\u00c0\u00a0",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\\u0000",
          "\\ud800",
          "null",
          "1e999999999",
          "NaN",
          "\u00ef\u00bb\u00bf");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "1",
          "1.0",
          "1e3",
          "1E400",
          "-9223372036854775809",
          "0.1e-99999",
          "\"\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\\udc00\"",
          "\"\\ud800\"",
          "\"\u00c3\u00a9\"",
          "\"\u00ff\"",
          "{}",
          "[]",
          "01",
          "+1",
          "'x'",
          "NaN",
          "\"",
          "/**/1",
          "\"\\x\"",
          "9".repeat(400),
          "\"" + "a.".repeat(20_000) + "\"",
          "\"" + "a".repeat(30_000) + "!\"");

  private static final List<String> NAMES =
      List.of(
          "quantity",
          "text",
          "code",
          "home",
          "case",
          "__proto__",
          "",
          "\\u0071uantity",
          "a.b",
          "$ref",
          "x".repeat(300));

  private final RandomGenerator random;

  FuzzCases(RandomGenerator random) {
    this.random = random;
  }

  /** One input: bytes as characters up to U+00FF. */
  String next() {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> post("", json(0));
      case 4, 5, 6, 7 -> mutated(one(SOUND) + (random.nextInt(4) == 0 ? one(SOUND) : ""));
      case 8 -> head(one(List.of("GET", "POST", "PUT", "get", "X")), target()) + headers() + "\r\n";
      default -> noise();
    };
  }

  private String json(int depth) {
    return switch (random.nextInt(depth > 6 ? 2 : 6)) {
      case 0, 1 -> one(VALUES);
      case 2 -> "[" + json(depth + 1) + (random.nextBoolean() ? "," + json(depth + 1) : "") + "]";
      case 3 -> "[".repeat(random.nextInt(100)) + one(VALUES) + "]".repeat(random.nextInt(100));
      default -> object(depth);
    };
  }

  private String object(int depth) {
    StringBuilder object = new StringBuilder("{");
    for (int i = random.nextInt(5); i >= 0; i--) {
      object.append('"').append(one(NAMES)).append("\":").append(json(depth + 1));
      object.append(i > 0 ? "," : "");
    }
    return object.append(random.nextInt(20) == 0 ? "" : "}").toString();
  }

  private String mutated(String sound) {
    StringBuilder text = new StringBuilder(sound);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, one(WORDS));
        case 1 -> text.delete(at, end);
        case 2 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(50)));
        default -> text.replace(at, end, String.valueOf((char) random.nextInt(256)));
      }
    }
    return text.toString();
  }

  private String target() {
    StringBuilder target = new StringBuilder("/calls/");
    for (int i = random.nextInt(6); i > 0; i--) {
      target
          .append(one(WORDS).strip().replaceAll("\\s", ""))
          .append((char) ('a' + random.nextInt(26)));
    }
    return target.toString();
  }

  private String headers() {
    StringBuilder headers = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      headers.append(
          one(List.of("X-Shelf", "Accept", "traceparent", "tracestate", "Cookie", "Te")));
      headers.append(": ").append(one(WORDS).strip()).append(one(VALUES)).append("\r\n");
    }
    return headers.toString();
  }

  private String noise() {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    return new String(bytes, ISO_8859_1) + (random.nextBoolean() ? "\r\n\r\n" : "\n");
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String post(String headers, String body) {
    return head("POST", "/calls/1")
        + JSON
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String head(String method, String target) {
    return method + " " + target + " HTTP/1.1\r\nHost: a\r\n";
  }
}
