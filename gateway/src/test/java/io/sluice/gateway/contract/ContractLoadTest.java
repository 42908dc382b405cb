package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ContractLoadTest {
  private final Contract contract = Contracts.orders();

  @Test
  void everyOperationIsReadInTheOrderOfTheDocument() {
    assertEquals(
        List.of("placeOrder", "listOrders", "getOrder", "cancelOrder"),
        contract.operations().stream().map(Operation::id).toList());
  }

  @Test
  void anOperationKnowsAllThatTheContractSaysOfIt() {
    Operation place = Contracts.operation(contract, "placeOrder");

    assertEquals("POST", place.method());
    assertEquals("/orders", place.path());
    assertEquals("shipping.order", place.service());
    assertEquals(Transport.KAFKA, place.transport());
    assertEquals(Duration.ofSeconds(5), place.timeout());
    assertEquals(201, place.successStatus());
    assertTrue(place.takesBody());
    assertTrue(place.bodyRequired());
  }

  @Test
  void theTopicFollowsTheServiceAndTheBusHasNone() {
    assertEquals(
        Optional.of("shipping.order.commands"),
        Contracts.operation(contract, "placeOrder").topic());
    assertEquals(Optional.empty(), Contracts.operation(contract, "getOrder").topic());
  }

  @Test
  void theTimeoutIsFiveSecondsUnlessTheContractSaysOtherwise() {
    assertEquals(Duration.ofSeconds(5), Contracts.operation(contract, "getOrder").timeout());
    assertEquals(Duration.ofMillis(500), Contracts.operation(contract, "cancelOrder").timeout());
  }

  @Test
  void responseHeadersAreThoseOfTheStatusThenOfItsRangeThenTheDefault() {
    Operation place = Contracts.operation(contract, "placeOrder");

    assertEquals(Set.of("location"), place.responseHeaders(201));
    assertEquals(Set.of("retry-after"), place.responseHeaders(202));
    assertEquals(Set.of(), place.responseHeaders(500));
  }

  @Test
  void theServedDocumentTellsNothingOfServicesAndTopics() {
    String document = contract.document().toString();

    assertTrue(contract.document().toJsonObject().containsKey("paths"));
    assertFalse(document.contains("x-sluice"), document);
    assertFalse(document.contains("shipping.order"), document);
  }

  @Test
  void anOperationsParameterTakesThePlaceOfItsPaths() {
    Operation operation =
        Contracts.of(
                Contracts.document(
                    """
                      /a:
                        parameters: [{name: q, in: query, schema: {type: string}}]
                        get:
                          operationId: a
                          x-sluice: {service: s, transport: kafka}
                          parameters: [{name: q, in: query, schema: {type: integer}}]
                    """))
            .operations()
            .getFirst();

    assertEquals("{\"q\":1}", Contracts.data(operation.check(Contracts.query("q", "1"))));
  }

  @Test
  void aDocumentsOwnSchemaAndRecursiveSchemasAreFine() {
    Operation operation =
        Contracts.of(
                "$schema: https://spec.openapis.org/oas/3.1/schema/2022-10-07\n"
                    + Contracts.document(
                        """
                          /a:
                            post:
                              operationId: a
                              x-sluice: {service: s, transport: kafka}
                              requestBody:
                                content:
                                  application/json:
                                    schema: {$ref: '#/components/schemas/Tree'}
                        components:
                          schemas:
                            Tree:
                              type: object
                              properties:
                                next: {$ref: '#/components/schemas/Tree'}
                                name: {type: string}
                        """))
            .operations()
            .getFirst();

    assertEquals(
        "#/next/next/name",
        Contracts.invalid(operation.check(Contracts.body("{\"next\":{\"next\":{\"name\":1}}}")))
            .faults()
            .getFirst()
            .pointer());
  }

  @Test
  void examplesAndExtensionsAreDataWhateverStandsInThem() {
    Contract read =
        Contracts.of(
            Contracts.document(
                """
                  /a:
                    post:
                      operationId: a
                      x-sluice: {service: s, transport: kafka}
                      x-other: {$ref: 'none.yaml'}
                      requestBody:
                        content:
                          application/json:
                            schema: {type: object, examples: [{$ref: 'none.yaml'}]}
                            examples: {one: {value: {$ref: '#/nowhere'}}}
                """));

    assertEquals(1, read.operations().size());
  }

  @Test
  void jsonIsReadToo() throws ContractException {
    Contract again =
        Contracts.load(
            """
            {"openapi": "3.0.3", "info": {"title": "Test", "version": "1"}, "paths": {"/a": {"get": {
            \t"operationId": "a", "x-sluice": {"service": "s", "transport": "event-bus"}}}}}
            """,
            ".json");

    assertEquals("a", again.operations().getFirst().id());
    assertEquals(200, again.operations().getFirst().successStatus());
  }
}
