package io.sluice.gateway.http;

import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * How a body is coded (RFC 9110 section 8.4). Only gzip is undone, where the contract allows it,
 * and never beyond the size that a plain body may have: a few bytes can become as many as they
 * like.
 */
enum ContentCoding {
  NONE,
  GZIP,
  OTHER;

  private static final int CHUNK = 8 * 1024;

  static ContentCoding of(HttpServerRequest request) {
    List<String> codings =
        request.headers().getAll(HttpHeaders.CONTENT_ENCODING).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"))
            .toList();
    if (codings.isEmpty()) {
      return NONE;
    }
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("gzip") ? GZIP : OTHER;
  }

  /** Whether an operation takes bodies of this coding. */
  boolean isTaken(boolean gzip) {
    return switch (this) {
      case NONE -> true;
      case GZIP -> gzip;
      case OTHER -> false;
    };
  }

  /**
   * The plain body.
   *
   * @throws RefusedException when it is not coded so, or has more than {@code maxBytes}
   */
  Buffer decode(Buffer body, int maxBytes) {
    return this == GZIP ? unzip(body, maxBytes) : body;
  }

  private static Buffer unzip(Buffer body, int maxBytes) {
    Buffer plain = Buffer.buffer();
    byte[] chunk = new byte[CHUNK];
    try (var zipped = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()), CHUNK)) {
      for (int read = zipped.read(chunk); read >= 0; read = zipped.read(chunk)) {
        if (plain.length() + read > maxBytes) {
          throw RefusedException.of(
              ProblemType.BODY_TOO_LARGE.problem(
                  "An unpacked body may have at most " + maxBytes + " bytes."));
        }
        plain.appendBytes(chunk, 0, read);
      }
      return plain;
    } catch (IOException e) {
      throw RefusedException.of(
          ProblemType.MALFORMED_REQUEST.problem("The body is not what gzip makes."));
    }
  }
}
