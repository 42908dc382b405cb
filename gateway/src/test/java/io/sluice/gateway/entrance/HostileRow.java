package io.sluice.gateway.entrance;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An input that nobody sends by mistake alone, and what it asks for.
 *
 * @param input sent as it is, a byte a character
 * @param drip sent after it again and again; empty: the client is silent
 * @param asked the answer as {@link #measure} tells it
 */
record HostileRow(String name, String input, String drip, String asked) {

  private static final String SOUND = "GET /calls/1 HTTP/1.1\r\nHost: a\r\n\r\n";

  static HostileRow of(String name, String input, String asked) {
    return new HostileRow(name, input, "", asked);
  }

  /**
   * Status, problem, what the client is told to send instead, and whether the connection can be
   * used again.
   */
  String measure(int port) throws IOException {
    try (var connection = new RawConnection(port)) {
      connection.send(input);
      if (!drip.isEmpty()) {
        connection.drip(drip);
      }
      RawAnswer answer = connection.read();
      return told(answer) + (isLast(answer) ? end(connection) : next(connection));
    }
  }

  private static String told(RawAnswer answer) {
    StringBuilder told = new StringBuilder().append(answer.status());
    if (answer.header("content-type").equals(Optional.of("application/problem+json"))) {
      JsonObject problem = new JsonObject(answer.body());
      Problems.check(answer, answer.status(), name(problem));
      told.append(' ').append(name(problem));
      if (answer.status() == 422) {
        told.append(" at ")
            .append(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"));
      }
    }
    for (String header : List.of("accept-encoding", "allow")) {
      answer
          .header(header)
          .ifPresent(value -> told.append(", ").append(header).append(": ").append(value));
    }
    return told.append(answer.header("traceparent").isPresent() ? "" : ", no trace").toString();
  }

  private static String name(JsonObject problem) {
    return problem.getString("type").replace("/problems/", "");
  }

  private static boolean isLast(RawAnswer answer) {
    return answer.header("connection").equals(Optional.of("close"));
  }

  private static String end(RawConnection connection) throws IOException {
    return connection.isEnded() ? ", closed" : ", more came";
  }

  private static String next(RawConnection connection) throws IOException {
    return connection.ask(SOUND).status() == 200 ? "" : ", spoilt";
  }
}
