package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sound calls, spoilt at random: each is answered, none breaks anything. */
final class RandomCallsTest {
  private static final int CASES = 10_000;
  private static final List<String> PIECES =
      List.of(
          "\"quantity\":1,",
          "\"a\":",
          "{\"a\":",
          "}",
          "[",
          "[".repeat(70),
          "{\"a\":".repeat(100),
          "1e400",
          "-0.0",
          "1E-999",
          "1e99999999999",
          "9".repeat(1_200),
          "null",
          "\\ud800",
          "\\u0000",
          "\u0000",
          "🚢",
          "\"",
          "%",
          "%00",
          "%ff",
          "/",
          "..",
          ";");
  private static final byte[][] ODD_BYTES = {
    {(byte) 0xFF}, {(byte) 0xC0, (byte) 0xAF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {0}
  };
  private static final List<String> PATHS =
      List.of("/orders", "/orders/7", "/orders/7/cancellation", "/x", "/");
  private static final List<String> METHODS = List.of("GET", "POST", "get", "");
  private static final List<String> NAMES =
      List.of("limit", "status", "customer", "cursor", "x", "limit[a]", "");

  private final Contract contract = Contracts.orders();

  private static <T> T any(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] spoilt(Random random, String sound) {
    Buffer bytes = Buffer.buffer(sound);
    for (int times = random.nextInt(4); times > 0; times--) {
      int at = random.nextInt(bytes.length() + 1);
      int to = Math.min(bytes.length(), at + random.nextInt(12));
      Buffer next = Buffer.buffer().appendBuffer(bytes.slice(0, at));
      switch (random.nextInt(5)) {
        case 0 -> next.appendByte((byte) random.nextInt(256)).appendBuffer(tail(bytes, at + 1));
        case 1 -> next.appendBuffer(tail(bytes, to));
        case 2 -> next.appendBuffer(bytes.slice(at, to)).appendBuffer(tail(bytes, at));
        case 3 -> next.appendString(any(random, PIECES)).appendBuffer(tail(bytes, at));
        default ->
            next.appendBytes(ODD_BYTES[random.nextInt(ODD_BYTES.length)])
                .appendBuffer(tail(bytes, at));
      }
      bytes = next;
    }
    return bytes.getBytes();
  }

  private static Buffer tail(Buffer bytes, int from) {
    return bytes.slice(Math.min(from, bytes.length()), bytes.length());
  }

  private static String text(Random random, String sound) {
    return new String(
        spoilt(random, sound),
        random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private void call(Random random) {
    Match match = contract.match(any(random, METHODS), text(random, any(random, PATHS)));
    Map<String, String> path =
        match instanceof Match.Found found
            ? found.pathParameters()
            : Map.of("orderId", text(random, "3f1e9a52-6f3c-4c9d-9df1-0d7a5f1e8a11"));
    Operation operation =
        match instanceof Match.Found found ? found.operation() : any(random, contract.operations());
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    for (int i = random.nextInt(40); i > 30; i--) {
      query.add(text(random, any(random, NAMES)), text(random, "7"));
    }
    MultiMap headers = Contracts.pairs("content-type", "application/json");
    Buffer body = random.nextInt(4) == 0 ? null : Buffer.buffer(spoilt(random, Contracts.ORDER));

    Checked checked = operation.check(new CallInput(path, query, headers, body));

    assertTrue(
        checked instanceof Checked.Valid
            || (checked instanceof Checked.Invalid invalid
                && !invalid.faults().isEmpty()
                && invalid.faults().size() <= 20),
        checked::toString);
  }

  @Test
  void everyCallIsAnsweredInTime() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < CASES; i++) {
            try {
              call(random);
            } catch (RuntimeException | AssertionError e) {
              throw new AssertionError("seed " + seed + ", case " + i, e);
            }
          }
        },
        () -> "seed " + seed);
  }
}
