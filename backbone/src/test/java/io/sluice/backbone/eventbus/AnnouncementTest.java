package io.sluice.backbone.eventbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.backbone.message.MalformedMessageException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnnouncementTest {

  private static final Announcement ANNOUNCEMENT =
      new Announcement("n1", "shipping.order", Set.of("placeOrder", "cancelOrder"), 256, false);

  @Test
  void itIsWrittenAsTheProtocolHasItAndReadBack() {
    assertEquals(
        "{\"node\":\"n1\",\"service\":\"shipping.order\","
            + "\"operations\":[\"cancelOrder\",\"placeOrder\"],\"capacity\":256,\"leaving\":false}",
        ANNOUNCEMENT.toJson().encode());
    assertEquals(ANNOUNCEMENT, Announcement.fromJson(ANNOUNCEMENT.toJson()));
    assertEquals(
        ANNOUNCEMENT.asLeaving(),
        Announcement.fromJson(ANNOUNCEMENT.toJson().put("leaving", true)));
  }

  @Test
  void whatIsMissingOrOfAnotherTypeIsRefused() {
    for (String member : List.of("node", "service", "operations", "capacity")) {
      assertRefused(without(member));
      assertRefused(ANNOUNCEMENT.toJson().put(member, new JsonObject()));
    }
    assertRefused(ANNOUNCEMENT.toJson().put("capacity", 0));
    assertRefused("text");
  }

  private static JsonObject without(String member) {
    var json = ANNOUNCEMENT.toJson();
    json.remove(member);
    return json;
  }

  private static void assertRefused(Object body) {
    assertThrows(
        MalformedMessageException.class, () -> Announcement.fromJson(body), body.toString());
  }
}
