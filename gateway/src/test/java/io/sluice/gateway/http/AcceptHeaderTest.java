package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AcceptHeaderTest {

  @Test
  void withoutOneEverythingIsTaken() {
    assertTrue(allowsJson());
    assertTrue(allowsJson(""));
    assertTrue(allowsJson(" "));
  }

  @Test
  void jsonIsTakenByItsNameOrItsRange() {
    for (String value :
        List.of(
            "application/json",
            "APPLICATION/JSON",
            "application/*",
            "*/*",
            "text/html, application/json;q=0.1",
            "text/html,*/*;q=0.001",
            "application/json; charset=utf-8")) {
      assertTrue(allowsJson(value), value);
    }
  }

  @Test
  void othersAreNotJson() {
    for (String value :
        List.of("image/png", "text/*", "application/xml", "application/json+x", "json", "*")) {
      assertFalse(allowsJson(value), value);
    }
  }

  @Test
  void aWeightOfZeroRefuses() {
    for (String value :
        List.of("application/json;q=0", "application/json; q=0.000", "*/*;q=0.0", "*/*;Q=0")) {
      assertFalse(allowsJson(value), value);
    }
  }

  @Test
  void theMostSpecificRangeDecidesWhereverItStands() {
    assertFalse(allowsJson("*/*, application/json;q=0"));
    assertFalse(allowsJson("application/json;q=0, */*"));
    assertTrue(allowsJson("application/*;q=0, application/json"));
    assertFalse(allowsJson("application/*;q=0, */*;q=1"));
  }

  @Test
  void severalLinesAreOneList() {
    assertTrue(allowsJson("image/png", "application/json"));
    assertFalse(allowsJson("*/*", "application/json;q=0"));
  }

  @Test
  void oneOfTheOperationsTypesIsEnough() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap().add("Accept", "application/vnd.a+json, text/*;q=0");

    assertTrue(AcceptHeader.allows(headers, List.of("application/json", "application/vnd.a+json")));
    assertTrue(AcceptHeader.allows(headers, List.of("application/json", "application/*")));
    assertTrue(AcceptHeader.allows(headers, List.of("*/*")));
    assertFalse(AcceptHeader.allows(headers, List.of("application/json", "text/csv", "text/*")));
  }

  @Test
  void aTypeIsNamedWhereItIsThereItselfAndNotRefused() {
    assertTrue(namesEvents("text/event-stream"));
    assertTrue(namesEvents("application/json, Text/Event-Stream; q=0.5"));
    assertTrue(namesEvents("application/json", "text/event-stream"));
    assertFalse(namesEvents("text/event-stream;q=0"));
    assertFalse(namesEvents("*/*, text/event-stream; q=0.0"));
    assertFalse(namesEvents("*/*", "text/*"));
    assertFalse(namesEvents("text/event-streams"));
    assertFalse(namesEvents());
  }

  private static boolean namesEvents(String... lines) {
    return AcceptHeader.names(accept(lines), "text/event-stream");
  }

  private static boolean allowsJson(String... lines) {
    return AcceptHeader.allows(accept(lines), List.of("application/json"));
  }

  private static MultiMap accept(String... lines) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      headers.add("Accept", line);
    }
    return headers;
  }
}
