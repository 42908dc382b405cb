package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IdempotencyKeyHeaderTest {

  @Test
  void withoutTheHeaderNothingIsMade() {
    assertInstanceOf(IdempotencyKey.Absent.class, read());
    assertSame(read(), read());
  }

  @Test
  void aKeyIsTheSameWithQuotesAndWithout() {
    assertEquals(new IdempotencyKey.Given("a"), read("a"));
    assertEquals(read("a"), read("\"a\""));
    assertEquals(
        read("8e03978e-40d5-43dd-bc93-6894a57f9324"),
        read("\"8e03978e-40d5-43dd-bc93-6894a57f9324\""));
    assertEquals(read("A.z_0:~-"), read(" \"A.z_0:~-\" "));
    assertFalse(read("a").equals(read("A")));
  }

  @Test
  void inQuotesEveryPrintableCharacterIsTaken() {
    Map.ofEntries(
            Map.entry("\"a b\"", "a b"),
            Map.entry("\" \"", " "),
            Map.entry("\"a,b;c=d\"", "a,b;c=d"),
            Map.entry("\"\\\"\\\\\"", "\"\\"),
            Map.entry("\"~/?#[]@!$&'()*+=\"", "~/?#[]@!$&'()*+="))
        .forEach((line, key) -> assertEquals(new IdempotencyKey.Given(key), read(line), line));
  }

  @Test
  void parametersMeanNothing() {
    for (String parameters :
        List.of(
            ";a", "; a", ";a;b", ";a=1;b=?1;*c=tok/en:x", ";a=:YWJj:", ";a=\"x\\\"; y\";b-._=1")) {
      assertEquals(read("k"), read("\"k\"" + parameters), parameters);
    }
  }

  @Test
  void keysOf255CharactersAreTheLongest() {
    String longest = "a".repeat(255);

    assertEquals(new IdempotencyKey.Given(longest), read(longest));
    assertEquals(new IdempotencyKey.Given("\"".repeat(255)), read(quoted("\\\"".repeat(255))));
    assertMalformed("has 256 characters", longest + "a");
    assertMalformed("has 256 characters", quoted(longest + "a"));
  }

  @Test
  void nothingElseIsAKey() {
    assertMalformed("is empty", "");
    assertMalformed("is empty", "  ");
    assertMalformed("is empty", "\"\"");
    assertMalformed("is there 2 times", "a", "a");
    for (String line :
        List.of(
            "a b", "a,a", "a;b=1", "a\"b\"", "a\"", "ä", "a/b", "a=", "a\u0001", "\u001fa",
            "a\t")) {
      assertMalformed("has a character that needs quotes", line);
    }
    for (String line :
        List.of(
            "\"",
            "\"a",
            "\"a\\",
            "\"a\\\"",
            "\"a\\b\"",
            "\"ä\"",
            "\"\u0001\"",
            "\"\t\"",
            "\"\u007f\"")) {
      assertMalformed("begins with a quote and is no string", line);
    }
    for (String rest :
        List.of(
            "x", ",\"b\"", "\"b\"", " ;a", ";", ";;a", ";A", ";1", ";a=", ";a=\"x", ";a =1",
            ";a=1,2", ";a;")) {
      assertMalformed("has something behind its string that is no parameter", "\"a\"" + rest);
    }
  }

  @Test
  void noMessageHasTheKeyInIt() {
    assertFalse(read("secret").toString().contains("secret"));
    assertFalse(read("\"secret").toString().contains("secret"));
    assertFalse(read("secret secret").toString().contains("secret"));
  }

  @Test
  void hostileHeadersTakeTimeByTheirLength() {
    for (String part : List.of("\"", "\\", ";", ";a", "=", "a", ";a=\"", "\\\"", " ", ";a=1")) {
      String rest = part.repeat(1_000_000 / part.length());
      assertTimeoutPreemptively(
          Duration.ofSeconds(2),
          () -> List.of(read(rest), read("\"" + rest), read("\"a\"" + rest), read("a" + rest)),
          part);
    }
  }

  private static void assertMalformed(String found, String... lines) {
    String detail =
        assertInstanceOf(IdempotencyKey.Malformed.class, read(lines), () -> String.join("|", lines))
            .detail();
    assertTrue(
        detail.startsWith(
            "The header Idempotency-Key " + found + "; allowed is one key of 1 to 255"),
        () -> String.join("|", lines) + ": " + detail);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static IdempotencyKey read(String... lines) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      headers.add("idempotency-KEY", line);
    }
    return IdempotencyKeyHeader.read(headers);
  }
}
