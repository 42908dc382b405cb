package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cases of the W3C recommendation and of its test suite. */
final class TraceContextTest {

  private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";
  private static final String PARENT = "00-" + IDS + "-01";

  @Test
  void aValidParentIsKept() {
    assertEquals(PARENT, parent(PARENT));
  }

  @Test
  void sampledAndRandomAreCopiedAndOtherFlagsCleared() {
    assertEquals("00-" + IDS + "-03", parent("00-" + IDS + "-03"));
    assertEquals("00-" + IDS + "-03", parent("00-" + IDS + "-ff"));
    assertEquals("00-" + IDS + "-00", parent("00-" + IDS + "-fc"));
  }

  @Test
  void anInvalidParentIsIgnoredWhole() {
    for (String invalid :
        List.of(
            "",
            "00-" + IDS,
            "ff-" + IDS + "-01",
            "00-" + IDS.toUpperCase(Locale.ROOT) + "-01",
            "00-" + "0".repeat(32) + "-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-" + "0".repeat(16) + "-01",
            "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
            "00-" + IDS + "-1",
            "00-" + IDS + "-0g",
            "00-" + IDS + "-01-what",
            "0-" + IDS + "-01",
            " " + PARENT,
            ".0-" + IDS + "-01")) {
      assertEquals(Optional.empty(), TraceContext.read(invalid, "a=1"), invalid);
    }
  }

  @Test
  void aHigherVersionIsReadByTheKnownFieldsAndWrittenAsOurs() {
    assertEquals(PARENT, parent("cc-" + IDS + "-01"));
    assertEquals(PARENT, parent("cc-" + IDS + "-01-what-the-future-will-be-like"));
    assertEquals(Optional.empty(), TraceContext.read("cc-" + IDS + "-01.what", null));
  }

  @Test
  void aStateWithoutItsParentIsDropped() {
    assertEquals(Optional.empty(), TraceContext.read(null, "a=1"));
  }

  @Test
  void aValidStateIsKept() {
    assertEquals("a=1,b=2", state("a=1,b=2"));
    assertEquals("tenant@system/x_y-z*=a b~", state("tenant@system/x_y-z*=a b~"));
    assertEquals("a=1,b=2", state(" a=1 ,, b=2\t,"), "empty members and white space");
  }

  @Test
  void aMalformedStateIsDroppedAndTheParentKept() {
    for (String malformed :
        List.of("", ",", "a", "A=1", "=1", "a=", "a=1,b", "a=b=c", "a=ü", "-a=1")) {
      assertNull(state(malformed), malformed);
    }
  }

  @Test
  void moreThanThirtyTwoMembersAreDropped() {
    assertEquals(members(32, 1), state(members(32, 1)));
    assertNull(state(members(33, 1)));
  }

  @Test
  void aTooLongStateLosesItsRightmostMembers() {
    String kept = Optional.ofNullable(state(members(10, 100))).orElseThrow();

    assertTrue(kept.length() <= 512 && kept.length() > 400, kept);
    assertTrue(members(10, 100).startsWith(kept + ","), kept);
  }

  @Test
  void theNextHopHasTheSameTraceAndAnotherParent() {
    var context = new TraceContext(PARENT, "a=1");

    var next = context.next();

    assertEquals(context.traceId(), next.traceId());
    assertEquals("a=1", next.tracestate());
    assertNotEquals(PARENT, next.traceparent());
    assertEquals(Optional.of(next), TraceContext.read(next.traceparent(), "a=1"));
  }

  @Test
  void aNewTraceIsValidAndItsOwn() {
    var one = TraceContext.start();

    assertEquals(Optional.of(one), TraceContext.read(one.traceparent(), null));
    assertNotEquals(one.traceId(), TraceContext.start().traceId());
  }

  private static String members(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i -> "k" + i + "=" + "v".repeat(length))
        .collect(Collectors.joining(","));
  }

  private static String parent(String text) {
    return TraceContext.read(text, null).orElseThrow().traceparent();
  }

  private static @Nullable String state(String text) {
    return TraceContext.read(PARENT, text).orElseThrow().tracestate();
  }
}
