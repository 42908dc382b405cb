package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Long texts for which a careless pattern or format takes minutes, or the stack. */
final class HostileTextTest {

  private static final int LENGTH = 50_000;
  private static final Duration ALLOWED = Duration.ofMillis(50);

  /** The best of so many counts: others use this machine, too. */
  private static final int TRIES = 20;

  @TestFactory
  Stream<DynamicTest> anEvilPatternIsAnsweredAtOnce() {
    return Stream.of(
            "^(a+)+$",
            "^(a|aa)+$",
            "(.*a){20}b",
            "a{1,400}b",
            "^(([a-z])+.)+[A-Z]([a-z])+$",
            "^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}$")
        .map(
            pattern ->
                dynamicTest(
                    pattern,
                    () -> {
                      Operation operation = operation("pattern: '" + pattern + "'");
                      String text = "a".repeat(LENGTH) + "!";
                      assertInstanceOf(Checked.Invalid.class, quickly(operation, text));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aLongTextHasNoneOfTheFormatsOrOneAtOnce() {
    return Stream.of(
            "date",
            "date-time",
            "time",
            "duration",
            "email",
            "idn-email",
            "hostname",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uri-reference",
            "iri",
            "iri-reference",
            "uuid",
            "uri-template",
            "json-pointer",
            "relative-json-pointer",
            "regex",
            "byte")
        .map(format -> dynamicTest(format, () -> longTexts(operation("format: " + format))));
  }

  @Test
  void anOrdinaryTextIsMeasuredByItsPattern() {
    Operation operation = operation("pattern: '^[A-Z]{3}-[0-9]+$'");

    assertInstanceOf(Checked.Valid.class, check(operation, "ABC-1"));
    assertInstanceOf(Checked.Invalid.class, check(operation, "ABC-"));
  }

  /** The text is refused where it was not looked at, whatever the schema makes of a match. */
  @Test
  void aTextThatIsTooLongForItsPatternIsRefusedAlsoBelowNot() {
    Operation operation = operation("not: {pattern: 'a{1,400}b'}");

    assertInstanceOf(Checked.Valid.class, check(operation, "aaa"));
    var faults = Contracts.invalid(check(operation, "a".repeat(LENGTH))).faults();
    assertEquals(List.of("a text is too long for its pattern"), details(faults));
  }

  private static List<String> details(List<InputFault> faults) {
    return faults.stream().map(InputFault::detail).toList();
  }

  private static void longTexts(Operation operation) {
    for (String part :
        List.of("a", "1", "-", "a.", "0.", "@", "1:", "/a", "{a}", "%41", "(a", "é")) {
      assertNotNull(quickly(operation, part.repeat(LENGTH / part.length())));
    }
  }

  private static Checked quickly(Operation operation, String text) {
    Duration best = Duration.ofDays(1);
    Checked checked = check(operation, text);
    for (int i = 0; i < TRIES && best.compareTo(ALLOWED) >= 0; i++) {
      long start = System.nanoTime();
      checked = check(operation, text);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      best = took.compareTo(best) < 0 ? took : best;
    }
    assertTrue(best.compareTo(ALLOWED) < 0, best::toString);
    return checked;
  }

  private static Checked check(Operation operation, String text) {
    return operation.check(Contracts.body("{\"q\":\"" + text + "\"}"));
  }

  private static Operation operation(String rule) {
    return Contracts.operation(
        Contracts.of(
            Contracts.document(
                """
                  /a:
                    post:
                      operationId: a
                      x-sluice: {service: a, transport: event-bus}
                      requestBody:
                        content:
                          application/json:
                            schema: {type: object, properties: {q: {%s}}}
                """
                    .formatted(rule))),
        "a");
  }
}
