package io.sluice.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.call.Fingerprint;
import io.sluice.gateway.contract.CallInput;
import io.sluice.gateway.contract.Operation;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells whether two requests are the same: SHA-256 over the method, the contract's path, path and
 * query parameters, the media type and the body's bytes. It is recorded, so its form never changes.
 *
 * <p>Each part has its length in front, and each group its size, so that what one part ends with
 * never passes for what the next begins with.
 */
final class RequestFingerprint {
  private final MessageDigest digest = sha256();

  private RequestFingerprint() {}

  /** The fingerprint of a call of the operation, whose body is there as it is after decoding. */
  static Fingerprint of(Operation operation, CallInput input) {
    RequestFingerprint request = new RequestFingerprint();
    request.add(operation.method());
    request.add(operation.path());
    request.pathParameters(input.pathParameters());
    request.query(input.query());
    Buffer body = input.body();
    // Without a body nobody looks at its type.
    boolean empty = body == null || body.length() == 0;
    request.add(empty ? "" : mediaType(input.headers()));
    request.add(body == null ? new byte[0] : body.getBytes());
    return Fingerprint.of(request.digest.digest());
  }

  private void pathParameters(Map<String, String> parameters) {
    add(parameters.size());
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              add(name);
              add(value);
            });
  }

  /** By their names; several values of one name are a list, whose order may mean something. */
  private void query(MultiMap query) {
    Map<String, List<String>> byName = new TreeMap<>();
    for (Map.Entry<String, String> pair : query) {
      byName.computeIfAbsent(pair.getKey(), name -> new ArrayList<>(1)).add(pair.getValue());
    }
    add(byName.size());
    byName.forEach(
        (name, values) -> {
          add(name);
          add(values.size());
          values.forEach(this::add);
        });
  }

  /** Without its parameters: all bodies are in UTF-8. */
  private static String mediaType(MultiMap headers) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private void add(String text) {
    add(text.getBytes(UTF_8));
  }

  private void add(byte[] bytes) {
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
