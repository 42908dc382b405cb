package io.sluice.gateway.entrance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came over the connection.
 *
 * @param headers by name in lower case
 */
public record RawAnswer(int status, Map<String, List<String>> headers, String body) {

  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
