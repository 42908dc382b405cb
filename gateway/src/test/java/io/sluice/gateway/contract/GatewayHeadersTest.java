package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Idempotency-Key and Prefer: what a contract may say of them, and what clients are told. */
final class GatewayHeadersTest {
  private static final String OPTIONAL = ", durable: true, idempotency: optional";
  private static final String REQUIRED = ", durable: true, idempotency: required";
  private static final String FIRST = "#/paths/~1a/post/parameters/0";

  private static String document(String block, String parameters) {
    return Contracts.document(
        """
          /a:
            post:
              operationId: a
              x-sluice: {service: s, transport: kafka%s}
              parameters: [%s]
              responses: {'201': {description: Made.}}
        """
            .formatted(block, parameters));
  }

  private static String header(String name, String more) {
    return "{name: " + name + ", in: header, schema: {type: integer}" + more + "}";
  }

  private static JsonObject served(String yaml) {
    return Contracts.of(yaml)
        .document()
        .toJsonObject()
        .getJsonObject("paths")
        .getJsonObject("/a")
        .getJsonObject("post");
  }

  /** Each as its name, with an exclamation mark where it is required. */
  private static List<String> parameters(JsonObject operation) {
    return operation.getJsonArray("parameters").stream()
        .map(JsonObject.class::cast)
        .map(one -> one.getString("name") + (one.getBoolean("required", false) ? "!" : ""))
        .toList();
  }

  private static void assertFault(String yaml, String expected) {
    assertEquals(
        List.of(expected),
        Contracts.faults(yaml).stream().map(one -> one.toString().split(" ", 2)[1]).toList());
  }

  @Test
  void clientsAreToldOfThemThoughTheContractSaysNothing() {
    assertEquals(List.of("Idempotency-Key", "Prefer"), parameters(served(document(OPTIONAL, ""))));
    assertEquals(List.of("Idempotency-Key!", "Prefer"), parameters(served(document(REQUIRED, ""))));
    assertEquals(List.of("Prefer"), parameters(served(document(", durable: true", ""))));
    assertEquals(List.of(), parameters(served(document("", ""))));
  }

  @Test
  void clientsAreToldOfThe202ThatTheyMayPrefer() {
    JsonObject responses = served(document(", durable: true", "")).getJsonObject("responses");

    assertTrue(responses.getJsonObject("202").getJsonObject("headers").containsKey("Location"));
    assertFalse(served(document("", "")).getJsonObject("responses").containsKey("202"));
  }

  @Test
  void theContractsOwnWordsStay() {
    String own =
        header("idempotency-key", ", required: true, description: Ours")
            + ", {$ref: '#/components/parameters/Wait'}";
    String yaml =
        document(REQUIRED, own)
            + "components: {parameters: {Wait: {name: PREFER, in: header, schema: {type: integer}}}}\n";

    JsonObject operation = served(yaml);

    assertEquals(2, operation.getJsonArray("parameters").size());
    assertEquals(
        "Ours", operation.getJsonArray("parameters").getJsonObject(0).getString("description"));
  }

  @Test
  void theirSchemasAreForReaders() {
    Operation operation =
        Contracts.of(document(OPTIONAL, header("Idempotency-Key", "") + "," + header("Prefer", "")))
            .operations()
            .getFirst();
    MultiMap headers =
        Contracts.headers().add("Idempotency-Key", "\"no integer\"").add("Prefer", "wait=x");

    Checked checked = operation.check(new CallInput(Map.of(), Contracts.headers(), headers, null));

    assertInstanceOf(Checked.Valid.class, checked);
  }

  @Test
  void aKeyThatNobodyLooksAtIsAFault() {
    assertFault(
        document(", durable: true", header("Idempotency-Key", "")),
        FIRST
            + ": found the header Idempotency-Key, which the gateway does not look at here;"
            + " allowed: it with idempotency: required or optional in x-sluice");
  }

  @Test
  void aKeyIsRequiredWhereTheGatewayRequiresIt() {
    assertFault(
        document(OPTIONAL, header("Idempotency-Key", ", required: true")),
        FIRST
            + "/required: found required: true of the header Idempotency-Key;"
            + " allowed: required: false, as idempotency in x-sluice says");
    assertFault(
        document(REQUIRED, header("Idempotency-Key", "")),
        FIRST
            + "/required: found required: false of the header Idempotency-Key;"
            + " allowed: required: true, as idempotency in x-sluice says");
  }

  @Test
  void nobodyMustPreferAnything() {
    assertFault(
        document("", header("Prefer", ", required: true")),
        FIRST
            + "/required: found true;"
            + " allowed: false: nobody must prefer anything (RFC 7240 section 2)");
  }
}
