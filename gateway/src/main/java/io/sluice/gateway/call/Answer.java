package io.sluice.gateway.call;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller gets of a worker's reply, after the contract has had its say; recorded as it is, so
 * that it can be given again byte for byte.
 *
 * @param headers beside the content type, by lower-case name
 * @param contentType null where there is no body
 * @param body never changed after the answer is made
 */
public record Answer(
    int status, Map<String, String> headers, @Nullable String contentType, Buffer body) {

  public Answer {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status is " + status + "; an answer has 200 to 599");
    }
    headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  public boolean isProblem() {
    return status >= 400;
  }
}
