package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParametersTest {
  private static final String ID = "3f1e9a52-6f3c-4c9d-9df1-0d7a5f1e8a11";

  private final Contract contract = Contracts.orders();
  private final Operation list = Contracts.operation(contract, "listOrders");
  private final Operation cancel = Contracts.operation(contract, "cancelOrder");
  private final Operation typed =
      Contracts.operation(
          Contracts.of(
              Contracts.document(
                  """
                    /a:
                      post:
                        operationId: typed
                        x-sluice: {service: s, transport: kafka}
                        parameters:
                          - {name: n, in: query, schema: {type: number, minimum: 0.5}}
                          - {name: b, in: query, schema: {type: boolean}}
                          - {name: i, in: query, schema: {type: array, items: {type: integer}}}
                          - {name: Limit, in: query, required: true, schema: {type: integer}}
                          - {name: X-Region, in: header, required: true, schema: {enum: [eu, us], type: string}}
                        requestBody: {content: {application/json: {schema: {type: object}}}}
                  """)),
          "typed");

  private static CallInput typedCall(String region, String body, String... query) {
    var headers = Contracts.pairs("x-region", region, "content-type", "application/json");
    return new CallInput(Map.of(), Contracts.pairs(query), headers, Buffer.buffer(body));
  }

  private static void assertFault(Checked checked, String parameter, String detail) {
    Checked.Invalid invalid = Contracts.invalid(checked);
    assertEquals(Checked.Kind.UNPROCESSABLE, invalid.kind());
    assertEquals(List.of(InputFault.inParameter(parameter, detail)), invalid.faults());
  }

  @Test
  void queryParametersBecomeTypedMembersAndDefaultsArePutIn() {
    assertEquals("{\"limit\":50}", Contracts.data(list.check(Contracts.query())));
    assertEquals(
        "{\"customer\":\"a\\\"b\",\"status\":[\"pending\",\"onHold\"],\"limit\":7}",
        Contracts.data(
            list.check(
                Contracts.query(
                    "limit", "7", "customer", "a\"b", "status", "pending", "status", "onHold"))));
    assertEquals(
        "{\"n\":1.50,\"b\":true,\"i\":[1],\"Limit\":99999999999999999999}",
        Contracts.data(
            typed.check(
                typedCall(
                    "eu",
                    "",
                    "n",
                    "1.50",
                    "b",
                    "true",
                    "i",
                    "1",
                    "Limit",
                    "99999999999999999999"))));
  }

  @Test
  void aTextOfTheWrongTypeIsRefused() {
    for (String text : List.of("", "x", "1.0", "1e3", "+1", "01", "0x1", " 1", "9".repeat(101))) {
      assertFault(
          list.check(Contracts.query("limit", text)),
          "query.limit",
          "found " + Shown.of(text) + "; allowed: a whole number");
    }
    assertFault(
        typed.check(typedCall("eu", "", "Limit", "1", "n", "NaN")),
        "query.n",
        "found \"NaN\"; allowed: a number");
    assertFault(
        typed.check(typedCall("eu", "", "Limit", "1", "b", "TRUE")),
        "query.b",
        "found \"TRUE\"; allowed: true or false");
    assertFault(
        list.check(Contracts.query("cursor", "a\u0000")),
        "query.cursor",
        "found \"a\\u0000\"; allowed: a text");
  }

  @Test
  void aValueAgainstTheSchemaIsRefused() {
    assertFault(
        list.check(Contracts.query("limit", "201")),
        "query.limit",
        "found 201; must have a maximum value of 200");
    assertFault(
        list.check(Contracts.query("status", "gone")),
        "query.status",
        "found \"gone\"; allowed: [\"pending\", \"assigned\", \"rejected\", \"onHold\", \"cancelled\", \"spoilt\", \"delivered\"]");
  }

  @Test
  void namesThatTheContractDoesNotKnowAreRefused() {
    assertFault(
        list.check(Contracts.query("limti", "1")),
        "query.limti",
        "is not a parameter of this operation; allowed: cursor, customer, limit, status");
    Checked.Invalid otherCase = Contracts.invalid(typed.check(typedCall("eu", "", "limit", "1")));
    assertTrue(otherCase.toString().contains("query.limit"), otherCase::toString);
  }

  @Test
  void oneValueGivenTwiceIsRefused() {
    assertFault(
        list.check(Contracts.query("limit", "1", "limit", "2")),
        "query.limit",
        "found 2 times; allowed: once");
  }

  @Test
  void requiredParametersMustBeThere() {
    assertFault(typed.check(typedCall("eu", "")), "query.Limit", "is missing; it is required");
  }

  @Test
  void headersAreCheckedAndDoNotTravel() {
    assertEquals("{\"Limit\":1}", Contracts.data(typed.check(typedCall("us", "", "Limit", "1"))));
    assertFault(
        typed.check(typedCall("mars", "", "Limit", "1")),
        "header.X-Region",
        "found \"mars\"; allowed: [\"eu\", \"us\"]");
  }

  @Test
  void parametersJoinTheBodysOwnBytes() {
    assertEquals(
        "{\"Limit\":1, \"price\": 1.10e0 } ",
        Contracts.data(typed.check(typedCall("eu", "\n { \"price\": 1.10e0 } ", "Limit", "1"))));
    assertEquals(
        "{\"Limit\":1}", Contracts.data(typed.check(typedCall("eu", "{ }", "Limit", "1"))));
  }

  @Test
  void aBodyCannotSpeakForAParameter() {
    Checked.Invalid invalid =
        Contracts.invalid(typed.check(typedCall("eu", "{\"Limit\":2}", "Limit", "1")));

    assertEquals(
        List.of(InputFault.inBody("#/Limit", "is a parameter; allowed only there")),
        invalid.faults());
  }

  @Test
  void pathParametersJoinToo() {
    CallInput call =
        new CallInput(
            Map.of("orderId", ID),
            Contracts.headers(),
            Contracts.pairs("content-type", "application/json"),
            Buffer.buffer("{\"reason\":\"late\"}"));

    assertEquals(
        "{\"orderId\":\"" + ID + "\",\"reason\":\"late\"}", Contracts.data(cancel.check(call)));
    assertFault(
        cancel.check(
            new CallInput(Map.of("orderId", "7"), Contracts.headers(), Contracts.headers(), null)),
        "path.orderId",
        "found \"7\"; allowed: the format uuid");
  }
}
