package io.sluice.gateway.contract;

import static io.sluice.gateway.contract.ContractFaults.GOOD;
import static io.sluice.gateway.contract.ContractFaults.assertFault;
import static io.sluice.gateway.contract.ContractFaults.assertOnlyFault;
import static io.sluice.gateway.contract.ContractFaults.get;

import org.junit.jupiter.api.Test;

/** Faults in what an operation says of its requests and responses. */
final class MessageFaultsTest {

  private static String parameter(String parameter) {
    return Contracts.document(
        "  /a/{id}: {get: {%s, parameters: [%s, {name: id, in: path, required: true, schema: {type: string}}]}}\n"
            .formatted(GOOD, parameter));
  }

  private static String body(String content) {
    return Contracts.document(
        "  /a: {post: {" + GOOD + ", requestBody: {content: {" + content + "}}}}\n");
  }

  private static String schema(String schema) {
    return body("application/json: {schema: " + schema + "}");
  }

  @Test
  void parameters() {
    String first = "#/paths/~1a~1{id}/get/parameters/0";

    assertOnlyFault(
        parameter("{name: c, in: body, schema: {type: string}}"),
        first + "/in",
        "path, query, header or cookie");
    assertOnlyFault(
        parameter("{name: q, in: query, content: {}}"),
        first + "/content",
        "{application/json: {schema: …}}");
    assertOnlyFault(
        parameter("{name: q, in: query, schema: {type: object}}"),
        first + "/schema",
        "the type [object]");
    assertOnlyFault(
        parameter("{name: q, in: header, schema: {type: array}}"),
        first + "/schema",
        "the type [array]");
    assertOnlyFault(
        parameter("{name: q, in: query, style: deepObject, schema: {type: string}}"),
        first + "/style",
        "allowed: form");
    assertOnlyFault(
        parameter("{name: q, in: query, schema: {type: integer, maximum: 9, default: 10}}"),
        first + "/schema/default",
        "found a default against its schema");
    assertOnlyFault(
        parameter("{name: id, in: query, schema: {type: string}}"), first + "/name", "both join");
    assertOnlyFault(
        Contracts.document(
            "  /a: {get: {%s, parameters: [{name: q, in: query, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]}}\n"
                .formatted(GOOD)),
        "#/paths/~1a/get/parameters/1",
        "each parameter once");
    assertOnlyFault(
        parameter("{in: query, schema: {type: string}}"), first + "/name", "the parameter's name");
  }

  @Test
  void pathParameters() {
    assertOnlyFault(
        Contracts.document("  /a/{id}: {get: {" + GOOD + "}}\n"),
        "#/paths/~1a~1{id}/get",
        "found {id} undeclared");
    assertOnlyFault(
        parameter("{name: x, in: path, required: true, schema: {type: string}}"),
        "#/paths/~1a~1{id}/get/parameters/0/name",
        "a {parameter} of the path /a/{id}");
    assertOnlyFault(
        Contracts.document(
            "  /a/{id}: {get: {%s, parameters: [{name: id, in: path, schema: {type: string}}]}}\n"
                .formatted(GOOD)),
        "#/paths/~1a~1{id}/get/parameters/0/required",
        "true, as for every path parameter");
  }

  @Test
  void bodies() {
    String content = "#/paths/~1a/post/requestBody/content";

    assertOnlyFault(
        body("text/plain: {schema: {type: string}}"), content + "/text~1plain", "others not yet");
    assertOnlyFault(body("application/json: {}"), content + "/application~1json/schema", "nothing");
    assertOnlyFault(
        schema("{type: array}"), content + "/application~1json/schema", "one JSON object");
    assertOnlyFault(
        Contracts.document(
            "  /a: {post: {%s, parameters: [{name: q, in: query, schema: {type: string}}], requestBody: {content: {application/json: {schema: {allOf: [{properties: {q: {}}}]}}}}}}\n"
                .formatted(GOOD)),
        content + "/application~1json/schema",
        "found the property \"q\", also a parameter");
  }

  @Test
  void schemas() {
    String place = "#/paths/~1a/post/requestBody/content/application~1json/schema";

    assertFault(schema("{properties: {q: {type: strin}}}"), place + "/properties/q/type", "strin");
    assertFault(schema("{minimum: x}"), place + "/minimum", "found a schema; allowed: found \"x\"");
    assertFault(
        schema("{properties: {q: {pattern: '('}}}"), place + "/properties/q/pattern", "RE2");
    assertFault(
        schema("{properties: {q: {pattern: '^(?=a)'}}}"),
        place + "/properties/q/pattern",
        "no look-around, no back-reference");
    assertFault(
        schema("{properties: {q: {pattern: '(a{1,100}){1,100}'}}}"),
        place + "/properties/q/pattern",
        "not too many repetitions");
    assertFault(schema("{patternProperties: {'(a)\\1': {}}}"), place + "/patternProperties", "(a)");
  }

  @Test
  void references() {
    String place = "#/paths/~1a/post/requestBody/content/application~1json/schema";

    assertOnlyFault(
        schema("{$ref: '#/components/schemas/None'}"), place + "/$ref", "leads nowhere");
    assertOnlyFault(
        schema("{$ref: 'other.yaml#/Order'}"), place + "/$ref", "a file that does not exist");
    assertOnlyFault(
        schema("{$ref: '" + place + "'}"), place + "/$ref", "leads nowhere or in a circle");
    assertOnlyFault(schema("{$id: 'http://x'}"), place + "/$id", "$id is not supported yet");
    assertOnlyFault(
        get(GOOD + ", responses: {'200': {$ref: '#/components/responses/R'}}"),
        "#/paths/~1a/get/responses/200/$ref",
        "leads nowhere");
  }

  @Test
  void schemasThatContainThemselvesWithoutEnd() {
    String yaml =
        schema("{$ref: '#/components/schemas/A'}")
            + "components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}]}}}\n";

    assertFault(yaml, "#/components/schemas/A/allOf/0/$ref", "in a circle");
  }

  @Test
  void responses() {
    assertOnlyFault(
        get(GOOD + ", responses: {'20': {description: x}}"),
        "#/paths/~1a/get/responses/20",
        "found the status \"20\"");
    assertOnlyFault(
        get(GOOD + ", responses: {'200': {headers: {Connection: {}}}}"),
        "#/paths/~1a/get/responses/200/headers/Connection",
        "found the header \"connection\"");
  }
}
