package io.sluice.workers.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.workers.handler.Rejection;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonDataTest {

  /** What is read. */
  record Order(String item, int count, List<Line> lines) {}

  /** A part of it. */
  record Line(Instant due) {}

  @Test
  void aMemberThatTheTypeLacksIsNoHindrance() {
    assertEquals(
        new Order("a", 1, List.of(new Line(Instant.EPOCH))),
        read(
            "{\"item\":\"a\",\"count\":1,\"new\":2,\"lines\":[{\"due\":\"1970-01-01T00:00:00Z\"}]}"));
  }

  @Test
  void timesAreWrittenAsTextAndNullAsAnEmptyObject() throws Exception {
    assertEquals(
        "{\"due\":\"1970-01-01T00:00:00Z\"}", JsonData.write(new Line(Instant.EPOCH)).toString());
    assertEquals("{}", JsonData.write(null).toString());
  }

  @Test
  void unreadableDataIsNamedByItsPointer() {
    assertPointer("#/count", "{\"item\":\"a\",\"count\":\"many\"}");
    assertPointer("#/count", "{\"item\":\"a\"}");
    assertPointer("#/lines/1/due", "{\"count\":1,\"lines\":[{},{\"due\":\"soon\"}]}");
    assertPointer("#", "[]");
    assertPointer("#", "null");
    assertPointer("#", "");
    assertPointer("#", "{");
  }

  private static void assertPointer(String pointer, String data) {
    var refused = assertThrows(Rejection.class, () -> read(data), data);

    assertEquals(422, refused.problem().status());
    assertEquals(pointer, refused.problem().members().get("pointer"), data);
  }

  private static Order read(String data) {
    return JsonData.read(Buffer.buffer(data), Order.class);
  }
}
