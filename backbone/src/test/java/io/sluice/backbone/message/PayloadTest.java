package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PayloadTest {

  @Test
  void headersAreInLowerCaseAndSorted() {
    var payload = new Payload(Payload.JSON, Map.of("Location", "/a", "ETag", "b"), Buffer.buffer());

    assertEquals(List.of("etag", "location"), List.copyOf(payload.headers().keySet()));
  }

  @Test
  void whatIsMissingIsRefusedAtOnceAndNotWhenItIsSent() {
    Map<String, @Nullable String> headers = new HashMap<>();
    headers.put("etag", null);

    assertEquals("data", refusal(Payload.JSON, Map.of(), null));
    assertEquals("contentType", refusal(null, Map.of(), Buffer.buffer()));
    assertEquals("etag", refusal(Payload.JSON, headers, Buffer.buffer()));
  }

  @SuppressWarnings("NullAway") // What a handler in code without null checks may do is the subject.
  private static String refusal(
      @Nullable String contentType, Map<String, @Nullable String> headers, @Nullable Buffer data) {
    var refused =
        assertThrows(NullPointerException.class, () -> new Payload(contentType, headers, data));
    return String.valueOf(refused.getMessage());
  }
}
