package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * What operators ask a gateway about a topic's dead letters.
 *
 * @param letters the URL of the topic's
 */
record DeadLetterCalls(Caller caller, String letters, String token) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** The ids of the open ones. */
  List<String> open() throws Exception {
    return get(letters).json().getJsonArray("letters").stream()
        .map(JsonObject.class::cast)
        .map(letter -> letter.getString("id"))
        .toList();
  }

  /** Waits until one is open, another than the one before; gives its id. */
  String awaitOneBut(String before) throws Exception {
    Eventually.holds(
        "one is put aside", LIMIT, () -> open().size() == 1 && !open().contains(before));
    return open().getFirst();
  }

  /** Of the command's table with one letter: its id, its reason and the last line. */
  static List<String> shown(List<String> table) {
    assertEquals(3, table.size(), table::toString);
    String[] cells = table.get(1).split(" +", -1);
    return List.of(cells[0], cells[2], table.getLast());
  }

  JsonObject show(String id) throws Exception {
    return get(letters + "/" + id).json();
  }

  JsonObject act(String action) throws Exception {
    var answer = caller.withToken(HttpMethod.POST, letters + action, token);
    assertEquals(200, answer.status(), answer::toString);
    return answer.json();
  }

  int status(String url) throws Exception {
    return caller.withToken(HttpMethod.GET, url, token).status();
  }

  private Answer get(String url) throws Exception {
    var answer = caller.withToken(HttpMethod.GET, url, token);
    assertEquals(200, answer.status(), answer::toString);
    return answer;
  }
}
