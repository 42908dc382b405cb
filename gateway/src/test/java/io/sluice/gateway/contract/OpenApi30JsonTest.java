package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpenApi30JsonTest {
  private final Contract contract = Contracts.resource("old.json");
  private final Operation pet = contract.operations().getFirst();

  private void assertTaken(String member) {
    assertInstanceOf(Checked.Valid.class, pet.check(Contracts.body("{" + member + "}")), member);
  }

  private void assertRefused(String member) {
    assertInstanceOf(Checked.Invalid.class, pet.check(Contracts.body("{" + member + "}")), member);
  }

  @Test
  void nullAndOpenLimitsAreRead() {
    assertTaken("\"default\":null");
    assertRefused("\"kind\":null");
    assertTaken("\"weight\":0.1");
    assertRefused("\"weight\":0");
    assertRefused("\"weight\":9.0");
  }

  @Test
  void formatsBoundNumbersAndBytes() {
    for (String member :
        List.of(
            "\"count\":2147483647",
            "\"total\":-9223372036854775808",
            "\"ratio\":3e38",
            "\"exact\":1e308",
            "\"photo\":\"aGk=\"",
            "\"photo\":\"\"",
            "\"raw\":\"ä\"")) {
      assertTaken(member);
    }
    for (String member :
        List.of(
            "\"count\":2147483648",
            "\"total\":9223372036854775808",
            "\"ratio\":4e38",
            "\"exact\":1e309",
            "\"photo\":\"aGk\"")) {
      assertRefused(member);
    }
  }

  @Test
  void parametersFollowTheSameRules() {
    assertEquals("{\"age\":1}", Contracts.data(pet.check(Contracts.query("age", "1"))));
    assertEquals(
        List.of(InputFault.inParameter("query.age", "found 2147483648; allowed: the format int32")),
        Contracts.invalid(pet.check(Contracts.query("age", "2147483648"))).faults());
    assertEquals(1, Contracts.invalid(pet.check(Contracts.query("age", "0"))).faults().size());
  }

  @Test
  void theHeadersOfARangeAndOfTheDefault() {
    assertEquals(Set.of("etag"), pet.responseHeaders(204));
    assertEquals(Set.of("retry-after"), pet.responseHeaders(503));
  }

  @Test
  void theServedDocumentKeepsTheWordsOfItsVersion() {
    String document = contract.document().toString();

    assertEquals("3.0.3", contract.document().toJsonObject().getString("openapi"));
    assertEquals(4, document.split("\"nullable\":true", -1).length - 1, document);
  }
}
