package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What would be of no effect is a fault: its author thinks that it has one. */
final class IgnoredWordsTest {
  private static final String GOOD = "operationId: a, x-sluice: {service: s, transport: kafka}";

  @Test
  void misspeltKeysOfAnOperation() {
    assertFaults(
        get(", parameter: [], requestbody: {}"),
        "#/paths/~1a/get/parameter: found the key \"parameter\"",
        "#/paths/~1a/get/requestbody: found the key \"requestbody\"");
  }

  @Test
  void whatIsNoListOrNoMapping() {
    assertFaults(
        get(", parameters: {name: q, in: query, schema: {type: string}}"),
        "#/paths/~1a/get/parameters: found an object; allowed: a list of parameters");
    assertFaults(
        get(", responses: [{description: Good}]"), "#/paths/~1a/get/responses: found an array");
    assertFaults(Contracts.document("  /a: [get]\n"), "#/paths/~1a: found an array");
    assertFaults(Contracts.document("  - /a\n"), "#/paths: found an array");
  }

  @Test
  void aContractWithoutAnyOperation() {
    assertFaults(
        Contracts.document("  /a: {summary: Later}\n"),
        "#/paths: found paths without an operation; allowed: paths with operations");
  }

  @Test
  void whatIsNeitherTrueNorFalse() {
    String first = "#/paths/~1a/get/parameters/0/";
    assertFaults(
        query("required: 'yes'"), first + "required: found \"yes\"; allowed: true or false");
    assertFaults(
        query("explode: 'true'").replace("{type: string}", "{type: array, items: {type: string}}"),
        first + "explode: found \"true\"");
    assertFaults(query("allowEmptyValue: 1"), first + "allowEmptyValue: found 1");
    assertFaults(
        Contracts.document(
            "  /a: {post: {%s, requestBody: {required: 'on', content: {application/json: {schema: {type: object}}}}}}\n"
                .formatted(GOOD)),
        "#/paths/~1a/post/requestBody/required: found \"on\"");
  }

  @Test
  void operationsBesideAPathsReference() {
    assertFaults(
        Contracts.document(
            "  /a: {$ref: '#/components/pathItems/A', post: {operationId: p}}\n"
                + "components: {pathItems: {A: {get: {"
                + GOOD
                + "}}}}\n"),
        "#/paths/~1a: found the key \"post\" beside $ref; allowed: $ref alone");
  }

  @Test
  void theOldWordForNullInANewDocument() {
    assertFaults(
        query("description: nullable").replace("{type: string}", "{type: string, nullable: true}"),
        "#/paths/~1a/get/parameters/0/schema/nullable: found the key \"nullable\" of OpenAPI 3.0");
    assertEquals(
        1,
        Contracts.of(
                get("")
                    + "components: {schemas: {A: {properties: {nullable: {example: {nullable: 1}}}}}}\n")
            .operations()
            .size());
  }

  @Test
  void securityThatNobodyWouldAskFor() {
    assertFaults(
        get(", security: [{key: []}]"),
        "#/paths/~1a/get/security: found security, not supported yet");
    assertFaults(get("") + "security: [{}, {key: []}]\n", "#/security: found security");
    assertEquals(1, Contracts.of(get(", security: []") + "security: [{}]\n").operations().size());
  }

  @Test
  void anotherDialectOfSchemas() {
    String dialect = "jsonSchemaDialect: ";
    assertFaults(
        get("") + dialect + "http://json-schema.org/draft-04/schema#\n",
        "#/jsonSchemaDialect: found \"http://json-schema.org/draft-04/schema#\"; allowed: none, or");
    assertEquals(
        1,
        Contracts.of(get("") + dialect + "https://spec.openapis.org/oas/3.1/dialect/base\n")
            .operations()
            .size());
  }

  @Test
  void anObjectOfAnyMembersThatIsSpreadOverTheQuery() {
    String any = "{type: object, additionalProperties: {type: string}}";
    assertFaults(
        query("description: any").replace("{type: string}", any),
        "#/paths/~1a/get/parameters/0: found an object of any members, spread over the query");
  }

  private static String get(String more) {
    return Contracts.document("  /a: {get: {" + GOOD + more + "}}\n");
  }

  private static String query(String more) {
    return get(", parameters: [{name: q, in: query, schema: {type: string}, " + more + "}]");
  }

  private static void assertFaults(String yaml, String... starts) {
    List<String> faults =
        Contracts.faults(yaml).stream().map(one -> one.toString().split(" ", 2)[1]).toList();
    assertEquals(starts.length, faults.size(), faults::toString);
    for (int i = 0; i < starts.length; i++) {
      String told = faults.get(i);
      assertEquals(starts[i], told.substring(0, Math.min(told.length(), starts[i].length())));
    }
  }
}
