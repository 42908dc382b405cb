package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueryTextTest {

  @Test
  void pairsAreReadInTheirOrderAndDecoded() {
    assertEquals(List.of("a=1", "b=2 3", "a=\u00e9"), pairs("a=1&b=2+3&a=%C3%A9"));
    assertEquals(List.of("flag=", "a=b=c", "=x"), pairs("&flag&&a=b=c&=x&"));
    assertEquals(List.of(), pairs(""));
  }

  @Test
  void aSemicolonIsAnOrdinaryCharacter() {
    assertEquals(List.of("note=a;b=c"), pairs("note=a;b=c"));
  }

  @Test
  void nothingIsDroppedHoweverManyPairsThereAre() {
    assertEquals(2_000, pairs(String.join("&", Collections.nCopies(2_000, "a"))).size());
  }

  @Test
  void whatIsNoPercentEncodedUtf8IsRefused() {
    for (String query :
        List.of("a=%", "a=%4", "a=%zz", "a=%FF", "a=%C0%A0", "a=%ED%A0%80", "%80", "a=\u00e9")) {
      assertThrows(IllegalArgumentException.class, () -> QueryText.pairs(query), query);
    }
  }

  private static List<String> pairs(String query) {
    return QueryText.pairs(query).entries().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .toList();
  }
}
