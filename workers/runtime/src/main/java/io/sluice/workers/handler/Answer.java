package io.sluice.workers.handler;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result with its own status or headers; a handler that needs neither returns the bare result.
 *
 * @param status the HTTP status, 200 to 299
 * @param headers answer headers; the gateway passes on those that the contract lists; names are
 *     turned to lower case
 * @param body written as JSON; null writes an empty object
 */
public record Answer(int status, Map<String, String> headers, @Nullable Object body) {

  public Answer {
    if (status < 200 || status > 299) {
      throw new IllegalArgumentException(
          "status is " + status + "; an answer has 200 to 299, a Rejection the others");
    }
    var lowerCase = new HashMap<String, String>();
    headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lowerCase);
  }

  public static Answer ok(Object body) {
    return new Answer(200, Map.of(), body);
  }

  /** Status 201 with the {@code Location} of what was created. */
  public static Answer created(String location, Object body) {
    return new Answer(201, Map.of("location", location), body);
  }

  /** The same answer with one more header. */
  public Answer header(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new Answer(status, more, body);
  }
}
