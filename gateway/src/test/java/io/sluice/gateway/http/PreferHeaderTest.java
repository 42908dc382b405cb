package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreferHeaderTest {

  @Test
  void withoutTheHeaderNothingIsMade() {
    assertSame(Preferences.NONE, read());
  }

  @Test
  void anAcceptanceIsPreferred() {
    for (String line :
        List.of(
            "respond-async",
            "Respond-ASYNC",
            "  respond-async  ",
            "respond-async=\"\"",
            "respond-async = \"\"",
            "respond-async;why=\"now, or never\"",
            "respond-async ; a = b ;; c",
            "respond-async;",
            ",, respond-async ,",
            "foo, respond-async",
            "foo=\"a, b; \\\"c\", respond-async",
            "@, respond-async",
            "foo bar, respond-async",
            "foo=, respond-async",
            "=x, respond-async",
            "@\"a, \\\" wait=1\", respond-async",
            "foo=\"\u0001\", respond-async",
            "respond-async, respond-async=foo")) {
      assertEquals(new Preferences(true, null), read(line), line);
    }
  }

  @Test
  void nothingIsPreferred() {
    for (String line :
        List.of(
            "",
            " ",
            ",",
            ";",
            "=",
            "\"",
            "\\",
            "respond-async=foo",
            "respond-async=foo, respond-async",
            "respond-async=",
            "respond-async foo",
            "respond-async\"\"",
            "respond-async;=a",
            "respond-async;a=",
            "respond-asynchronously",
            "respond_async",
            "\"respond-async\"",
            "foo;respond-async",
            "foo=\"respond-async\"",
            "foo=\", respond-async",
            "foo=\"\\\", respond-async",
            "foo=\"a\\",
            "return=minimal",
            "handling=lenient")) {
      assertEquals(Preferences.NONE, read(line), line);
    }
  }

  @Test
  void aWaitIsWholeSeconds() {
    Map.ofEntries(
            Map.entry("wait=10", 10L),
            Map.entry("WAIT=10", 10L),
            Map.entry("wait = 10", 10L),
            Map.entry("wait=\"10\"", 10L),
            Map.entry("wait=\"1\\0\"", 10L),
            Map.entry("wait=0", 0L),
            Map.entry("wait=007", 7L),
            Map.entry("wait=2147483647", 2147483647L),
            Map.entry("wait=10;foo=bar", 10L),
            Map.entry("wait=10, wait=20", 10L),
            Map.entry("wait=@, wait=20", 20L),
            Map.entry("foo=\"wait=1, wait=2\", wait=3", 3L))
        .forEach(
            (line, seconds) ->
                assertEquals(
                    new Preferences(false, Duration.ofSeconds(seconds)), read(line), line));
  }

  @Test
  void anotherWaitIsIgnored() {
    for (String line :
        List.of(
            "wait",
            "wait=\"\"",
            "wait=",
            "wait=x",
            "wait=-1",
            "wait=+1",
            "wait=1.5",
            "wait=1e3",
            "wait=10s",
            "wait=\" 10\"",
            "wait=\"10",
            "wait=10 20",
            "wait=٣",
            "wait=\"٣\"",
            "wait=2147483648",
            "wait=99999999999999",
            "wait=18446744073709551626",
            "wait=x, wait=10")) {
      assertEquals(Preferences.NONE, read(line), line);
    }
  }

  @Test
  void bothMayBePreferredOnOneLineOrOnSeveral() {
    var both = new Preferences(true, Duration.ofSeconds(10));

    assertEquals(both, read("respond-async, wait=10"));
    assertEquals(both, read("wait=10,respond-async"));
    assertEquals(both, read("wait=10", "respond-async"));
    assertEquals(both, read("foo", "wait=10, respond-async", "wait=20"));
    assertEquals(both, read("foo=\"", "wait=10, respond-async"));
  }

  @Test
  void hostileHeadersTakeTimeByTheirLength() {
    int length = 1_000_000;
    for (String part :
        List.of(
            "\"", "\\", ",", ";", "=", "a", "a,", "a=\"", "wait=1,", "\"\\\"", "a;", "9", " ")) {
      String line = part.repeat(length / part.length());
      assertTimeoutPreemptively(Duration.ofSeconds(2), () -> read(line, "wait=" + line), part);
    }
  }

  private static Preferences read(String... lines) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      headers.add("Prefer", line);
    }
    return PreferHeader.read(headers);
  }
}
