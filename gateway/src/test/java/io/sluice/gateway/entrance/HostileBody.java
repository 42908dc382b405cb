package io.sluice.gateway.entrance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Bodies that readers could understand differently, that are too much, or that are not meant. */
final class HostileBody {

  private static final String POST = "POST /calls/1 HTTP/1.1\r\nHost: a\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final int TOO_MUCH = Parts.MAX_BODY + 1;

  private static final String MALFORMED = "400 malformed-request";
  private static final String TOO_LARGE = "413 body-too-large, closed";

  private HostileBody() {}

  static Stream<HostileRow> rows() {
    return Stream.of(sizes(), json(), kinds()).flatMap(List::stream);
  }

  private static List<HostileRow> sizes() {
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    return List.of(
        HostileRow.of(
            "too long by its length, not sent",
            POST + JSON + "Content-Length: " + TOO_MUCH + "\r\n\r\n",
            TOO_LARGE),
        HostileRow.of(
            "99,999,999,999 bytes by its length",
            POST + JSON + "Content-Length: 99999999999\r\n\r\n",
            TOO_LARGE),
        HostileRow.of(
            "too long in chunks",
            POST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5),
            TOO_LARGE));
  }

  private static List<HostileRow> json() {
    return List.of(
        malformed("truncated", "{\"text\":"),
        malformed("something behind", "{} x"),
        malformed("NaN", "{\"quantity\":NaN}"),
        malformed("1,500 digits", "{\"quantity\":" + "9".repeat(1_500) + "}"),
        malformed("exponent of nine digits", "{\"quantity\":1e999999999}"),
        malformed("bad UTF-8", "{\"text\":\"\u00ff\"}"),
        malformed("UTF-16", new String("{}".getBytes(UTF_16LE), ISO_8859_1)),
        malformed("byte order mark", "\u00ef\u00bb\u00bf{}"),
        malformed("65 levels", "{\"text\":" + "[".repeat(64) + "]".repeat(64) + "}"),
        malformed("2,000 levels", "[".repeat(2_000) + "]".repeat(2_000)),
        malformed("24,000 brackets", "{\"text\":" + "[{".repeat(12_000)),
        malformed("a key twice", "{\"text\":\"a\",\"text\":\"b\"}"),
        malformed("half a surrogate pair", "{\"text\":\"\\ud800\"}"),
        malformed("U+0000", "{\"text\":\"\\u0000\"}"),
        HostileRow.of(
            "against the schema",
            post(JSON, "{\"quantity\":0}"),
            "422 validation-failed at #/quantity"),
        HostileRow.of(
            "50 KB for an evil pattern",
            post(JSON, "{\"code\":\"" + "a".repeat(50_000) + "!\"}"),
            "422 validation-failed at #/code"),
        HostileRow.of(
            "50 KB for a format",
            post(JSON, "{\"home\":\"" + "a.".repeat(25_000) + "\"}"),
            "422 validation-failed at #/home"));
  }

  private static List<HostileRow> kinds() {
    String unsupported = "415 unsupported-media-type";
    return List.of(
        HostileRow.of(
            "another media type", post("Content-Type: text/xml\r\n", "<a/>"), unsupported),
        HostileRow.of(
            "two media types", post(JSON + "Content-Type: text/xml\r\n", "{}"), unsupported),
        HostileRow.of("no media type", post("", "{}"), unsupported),
        HostileRow.of(
            "an answer that is no JSON",
            post(JSON + "Accept: image/png\r\n", "{}"),
            "406 not-acceptable"),
        HostileRow.of(
            "compressed where nothing says so",
            "DELETE /calls/1 HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n\r\n",
            unsupported + ", accept-encoding: identity"),
        coded("unknown content coding", "foo", "{}", unsupported + ", accept-encoding: gzip"),
        coded("coded twice", "gzip, gzip", "{}", unsupported + ", accept-encoding: gzip"),
        coded("in gzip where the contract allows it", "gzip", gzip("{}"), "201"),
        coded("a bomb in gzip", "gzip", gzip(" ".repeat(50_000_000)), "413 body-too-large"),
        coded("no gzip at all", "gzip", "{}", MALFORMED),
        coded("half of a gzip", "gzip", gzip("{}").substring(0, 15), MALFORMED),
        HostileRow.of(
            "coded as it is", post(JSON + "Content-Encoding: identity\r\n", "{}"), "201"));
  }

  private static HostileRow coded(String name, String coding, String body, String asked) {
    return HostileRow.of(name, post(JSON + "Content-Encoding: " + coding + "\r\n", body), asked);
  }

  private static String gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(ISO_8859_1);
  }

  private static HostileRow malformed(String name, String body) {
    return HostileRow.of(name, post(JSON, body), MALFORMED);
  }

  private static String post(String headers, String body) {
    return POST + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
