package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the README tells a newcomer to type works. */
@ExtendWith(RunningDevExtension.class)
final class ReadmeCallsTest {

  private static final Pattern BODY = Pattern.compile("/orders .*-d '([^']+)'");

  private final Orders orders;

  ReadmeCallsTest(RunningDev dev) {
    orders = dev.orders();
  }

  @Test
  void anOrderIsPlacedAndIsWhereItsLocationSays() throws Exception {
    JsonObject order = bodies().getFirst();

    Answer placed = orders.place(order);
    Answer read = orders.at(placed.header("Location"));

    assertEquals(201, placed.status(), placed::toString);
    assertEquals(200, read.status(), read::toString);
    assertEquals(placed.json(), read.json());
    order.forEach(one -> assertEquals(one.getValue(), read.json().getValue(one.getKey())));
  }

  @Test
  void aFaultyOrderIsToldWhichFieldIsWrong() throws Exception {
    Answer refused = orders.place(bodies().getLast());

    assertEquals(422, refused.status(), refused::toString);
    assertEquals("/problems/validation-failed", refused.problem());
    assertEquals(
        "#/quantity", refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"));
  }

  private static List<JsonObject> bodies() throws IOException {
    String readme = Files.readString(Checkout.repository().resolve("README.md"));
    List<JsonObject> found =
        BODY.matcher(readme)
            .results()
            .map((MatchResult result) -> new JsonObject(result.group(1)))
            .toList();
    assertEquals(2, found.size(), "the README places an order and a faulty one");
    return found;
  }
}
