package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BodyTest {
  private static final Checked.Kind MALFORMED = Checked.Kind.MALFORMED;

  private final Operation place = Contracts.operation(Contracts.orders(), "placeOrder");
  private final Operation open =
      Contracts.operation(
          Contracts.of(
              Contracts.document(
                  """
                    /a:
                      post:
                        operationId: open
                        x-sluice: {service: s, transport: kafka}
                        requestBody:
                          content:
                            application/json: {schema: {properties: {price: {multipleOf: 0.01}}}}
                            application/merge-patch+json: {schema: {type: object}}
                  """)),
          "open");

  private void assertFault(
      Operation operation, String json, Checked.Kind kind, InputFault... faults) {
    Checked.Invalid invalid = Contracts.invalid(operation.check(Contracts.body(json)));
    assertEquals(List.of(faults), invalid.faults());
    assertEquals(kind, invalid.kind());
  }

  private void assertMalformed(Buffer bytes, String detail) {
    Checked.Invalid invalid = Contracts.invalid(open.check(Contracts.body(bytes)));
    assertEquals(MALFORMED, invalid.kind());
    assertTrue(invalid.faults().getFirst().detail().startsWith(detail), invalid::toString);
    assertFalse(invalid.toString().contains("secret"), invalid::toString);
  }

  private void assertMalformed(String json, String detail) {
    assertMalformed(Buffer.buffer(json), detail);
  }

  @Test
  void aValidBodyTravelsUntouched() {
    Buffer body = Buffer.buffer(" " + Contracts.ORDER + "\n");

    var valid = assertInstanceOf(Checked.Valid.class, place.check(Contracts.body(body)));

    assertSame(body, valid.data());
    assertEquals(new OrderingKey.Text("retailer-7"), valid.key());
  }

  @Test
  void eachFaultNamesItsPlaceWhatWasFoundAndWhatIsAllowed() {
    assertFault(
        place,
        Contracts.ORDER.replace("40", "-3"),
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#/quantity", "found -3; must have a minimum value of 1"));
    assertFault(
        place,
        Contracts.ORDER.replace("40", "\"many\""),
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#/quantity", "found \"many\"; allowed: integer"));
    assertFault(
        place,
        Contracts.ORDER.replace("2026-03-01", "2026-02-30"),
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#/pickup/date", "found \"2026-02-30\"; allowed: the format date"));
  }

  @Test
  void missingAndUnknownMembersAreNamedByTheirOwnPointer() {
    assertFault(
        place,
        Contracts.ORDER.replace("\"city\":\"Oakland\"", "\"ci/t~y \":1"),
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#/pickup/ci~1t~0y%20", "is not a member that is allowed"),
        InputFault.inBody("#/pickup/city", "is missing; it is required"));
  }

  @Test
  void whatOnlyAnswersHaveIsNeitherRequiredNorTaken() {
    Operation operation =
        Contracts.operation(
            Contracts.of(
                Contracts.document(
                    """
                      /a:
                        post:
                          operationId: make
                          x-sluice: {service: s, transport: kafka}
                          requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
                    components:
                      schemas:
                        Id: {type: string}
                        Order:
                          type: object
                          required: [id, name]
                          properties:
                            id: {$ref: '#/components/schemas/Id', readOnly: true}
                            name: {type: string}
                    """)),
            "make");

    assertEquals(
        "{\"name\":\"a\"}", Contracts.data(operation.check(Contracts.body("{\"name\":\"a\"}"))));
    assertFault(
        operation,
        "{\"id\":\"1\",\"name\":\"a\"}",
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#/id", "is for answers only; not allowed here"));
    assertFault(
        operation,
        "{}",
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#/name", "is missing; it is required"));
  }

  @Test
  void aBodyThatIsNoObjectIsRefusedEvenByAnOpenSchema() {
    assertFault(
        open,
        "[1]",
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#", "found an array; allowed: an object"));
  }

  @Test
  void atMostTwentyFaultsAreTold() {
    StringBuilder json = new StringBuilder("{\"a0\":1");
    for (int i = 1; i < 50; i++) {
      json.append(",\"a").append(i).append("\":1");
    }

    Checked.Invalid invalid =
        Contracts.invalid(place.check(Contracts.body(json.append('}').toString())));

    assertEquals(20, invalid.faults().size());
  }

  @Test
  void ofALargeBodyOneFaultIsTold() {
    String json = "{\"customerId\":\"" + "x".repeat(20_000) + "\",\"other\":1}";

    assertEquals(1, Contracts.invalid(place.check(Contracts.body(json))).faults().size());
  }

  @Test
  void aBodyThatIsRequiredOrNotTakenIsMalformed() {
    Operation get = Contracts.operation(Contracts.orders(), "listOrders");

    assertFault(place, "", MALFORMED, InputFault.inBody("#", "is missing; it is required"));
    assertFault(
        get, "{}", MALFORMED, InputFault.inBody("#", "found a body; this operation takes none"));
  }

  @Test
  void noBodyAndNoParametersIsAnEmptyObject() {
    assertEquals("{}", Contracts.data(open.check(Contracts.body(""))));
  }

  @Test
  void mediaTypesAreThoseOfTheContractInUtf8() {
    for (String type :
        List.of(
            "application/json;charset=UTF-8",
            "APPLICATION/JSON ; charset=\"utf-8\"",
            "application/merge-patch+json")) {
      assertInstanceOf(Checked.Valid.class, open.check(typed(type)), type);
    }
    for (String type :
        List.of("text/plain", "application/json; charset=latin1", "", "application/xml+json")) {
      assertEquals(
          Checked.Kind.UNSUPPORTED_MEDIA_TYPE,
          Contracts.invalid(open.check(typed(type))).kind(),
          type);
    }
    CallInput none =
        new CallInput(Map.of(), Contracts.headers(), Contracts.headers(), Buffer.buffer("{}"));
    assertEquals(
        "found nothing; allowed: application/json, application/merge-patch+json, in UTF-8",
        Contracts.invalid(open.check(none)).faults().getFirst().detail());
  }

  private static CallInput typed(String type) {
    return new CallInput(
        Map.of(), Contracts.headers(), Contracts.pairs("content-type", type), Buffer.buffer("{}"));
  }

  @Test
  void whatIsNotJsonIsRefusedWithItsPlaceAndWithoutItsContent() {
    assertMalformed("{\"a\":\n secret}", "not JSON at line 2, column ");
    assertMalformed("{\"a\":1", "not whole: the JSON ends too early at line 1");
    assertMalformed("{\"a\":1} {\"secret\":2}", "more than one JSON value");
    assertMalformed("{\"secret\":1,\"secret\":2}", "a member name that stands twice in one object");
    assertMalformed("  ", "nothing but white space");
    for (String json :
        List.of(
            "{\"a\":NaN}",
            "{\"a\":Infinity}",
            "{'a':1}",
            "{\"a\":01}",
            "{\"a\":1,}",
            "{/**/}",
            "{\"a\":\"\t\"}")) {
      assertMalformed(json, "not JSON");
    }
  }

  @Test
  void depthNumbersAndNamesAreBounded() {
    assertMalformed("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}", "more than is allowed: 64");
    assertMalformed("{\"a\":" + "9".repeat(1_001) + "}", "more than is allowed");
    assertMalformed("{\"" + "n".repeat(1_001) + "\":1}", "more than is allowed");
    assertMalformed("{\"price\":1e999999999}", "a number outside");
    assertMalformed("{\"price\":1e-99999999999}", "a number outside");
    assertEquals(
        "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}",
        Contracts.data(
            open.check(Contracts.body("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}"))));
  }

  @Test
  void decimalsAreExact() {
    assertEquals(
        "{\"price\":1.10}", Contracts.data(open.check(Contracts.body("{\"price\":1.10}"))));
    assertFault(
        open,
        "{\"price\":1.101}",
        Checked.Kind.UNPROCESSABLE,
        InputFault.inBody("#/price", "found 1.101; must be multiple of 0.01"));
  }

  @Test
  void onlyUtf8IsRead() {
    byte[] json = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    for (int[] bad :
        new int[][] {
          {0xFF},
          {0xC0, 0xAF},
          {0xED, 0xA0, 0x80},
          {0xF5, 0x80, 0x80, 0x80},
          {0xE2, 0x82},
          {0x80},
          {0}
        }) {
      Buffer bytes = Buffer.buffer("{\"a\":\"");
      for (int b : bad) {
        bytes.appendByte((byte) b);
      }
      assertMalformed(bytes.appendString("\"}"), "not JSON in UTF-8");
    }
    assertMalformed(Buffer.buffer("{}", "UTF-16LE"), "not JSON in UTF-8");
    assertMalformed(Buffer.buffer("\uFEFF{}"), "not JSON in UTF-8");
    assertEquals("{\"a\":\"x\"}", Contracts.data(open.check(Contracts.body(Buffer.buffer(json)))));
    assertInstanceOf(Checked.Valid.class, open.check(Contracts.body("{\"a\":\"é€🚢\"}")));
  }

  @Test
  void escapedTextsThatNobodyCanStoreAreRefused() {
    assertFault(
        open,
        "{\"a\":{\"b\":[1,\"\\ud83d\"]}}",
        MALFORMED,
        InputFault.inBody("#/a/b/1", "a text or name with U+0000 or half a surrogate pair"));
    assertMalformed("{\"a\":\"\\u0000\"}", "a text or name with U+0000");
    assertMalformed("{\"\\ud83d\":1}", "");
    assertInstanceOf(Checked.Valid.class, open.check(Contracts.body("{\"a\":\"\\ud83d\\udea2\"}")));
  }
}
