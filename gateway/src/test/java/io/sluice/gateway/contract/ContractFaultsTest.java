package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ContractFaultsTest {
  private static final String GOOD = "operationId: a, x-sluice: {service: s, transport: kafka}";

  /** One operation, GET /a, of what stands between the braces. */
  private static String get(String operation) {
    return Contracts.document("  /a: {get: {" + operation + "}}\n");
  }

  private static String sluice(String block) {
    return get("operationId: a, x-sluice: {" + block + "}");
  }

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

  private static void assertFault(String yaml, String pointer, String message) {
    List<ContractFault> faults = Contracts.faults(yaml);

    assertTrue(
        faults.stream()
            .anyMatch(
                fault -> fault.pointer().equals(pointer) && fault.toString().contains(message)),
        () -> "expected " + pointer + ": " + message + " among " + faults);
  }

  private static void assertOnlyFault(String yaml, String pointer, String message) {
    assertFault(yaml, pointer, message);
    assertEquals(1, Contracts.faults(yaml).size(), () -> Contracts.faults(yaml).toString());
  }

  @Test
  void whatIsNoDocument() {
    assertOnlyFault("", "#", "found an empty file");
    assertOnlyFault("a: 1\na: 2\n", "#", ":2 #: found Duplicate field 'a'");
    assertOnlyFault("a: &x 1\nb: *x\n", "#", "found the YAML alias *x");
    assertOnlyFault("hello", "#", "found \"hello\"; allowed: an OpenAPI document");
    assertOnlyFault("a: [1\n", "#", "allowed: YAML or JSON");
    assertOnlyFault("a: 1\n---\nb: 1\n", "#", "found more after the document");
  }

  @Test
  void versionAndPaths() {
    String other = get(GOOD).replace("3.1.0", "'2.0'");

    assertOnlyFault(
        other, "#/openapi", "found \"2.0\"; allowed: an OpenAPI version 3.0.x or 3.1.x");
    assertOnlyFault("openapi: 3.1.0\n", "#/paths", "found nothing; allowed: paths");
  }

  @Test
  void operationIds() {
    String sluice = "x-sluice: {service: s, transport: kafka}";
    String twice =
        Contracts.document("  /a: {get: {%s}}\n  /b: {get: {%s}}\n".formatted(GOOD, GOOD));

    assertOnlyFault(get(sluice), "#/paths/~1a/get/operationId", "found nothing");
    assertOnlyFault(
        get(sluice + ", operationId: 1a"), "#/paths/~1a/get/operationId", "found \"1a\"");
    assertOnlyFault(
        twice, "#/paths/~1b/get/operationId", "the first is at #/paths/~1a/get/operationId");
  }

  @Test
  void aMissingBlock() {
    assertOnlyFault(get("operationId: a"), "#/paths/~1a/get/x-sluice", "found nothing");
  }

  @Test
  void services() {
    String pointer = "#/paths/~1a/get/x-sluice/service";

    assertOnlyFault(sluice("transport: kafka"), pointer, "found nothing");
    assertOnlyFault(
        sluice("service: A_b, transport: kafka"), pointer, "found \"A_b\"; allowed: lower");
    assertOnlyFault(sluice("service: a..b, transport: kafka"), pointer, "found \"a..b\"");
  }

  @Test
  void transports() {
    String pointer = "#/paths/~1a/get/x-sluice/transport";

    assertOnlyFault(sluice("service: s"), pointer, "found nothing; allowed: kafka or event-bus");
    assertOnlyFault(sluice("service: s, transport: amqp"), pointer, "found \"amqp\"");
  }

  @Test
  void topics() {
    String pointer = "#/paths/~1a/get/x-sluice/topic";

    assertOnlyFault(sluice("service: s, transport: kafka, topic: 'a b'"), pointer, "found \"a b\"");
    assertOnlyFault(sluice("service: s, transport: kafka, topic: '..'"), pointer, "found \"..\"");
    assertOnlyFault(sluice("service: s, transport: event-bus, topic: t"), pointer, "no topic");
  }

  @Test
  void timeouts() {
    String pointer = "#/paths/~1a/get/x-sluice/timeout";

    for (String timeout : List.of("5", "'5'", "0ms", "11m", "soon")) {
      assertOnlyFault(
          sluice("service: s, transport: kafka, timeout: " + timeout), pointer, "from 1ms to 10m");
    }
  }

  @Test
  void keys() {
    String pointer = "#/paths/~1a/get/x-sluice/key";

    for (String key : List.of("'{id}'", "customerId", "/customerId", "'{header.Cookie}'", "1")) {
      assertOnlyFault(
          sluice("service: s, transport: kafka, key: " + key),
          pointer,
          "path parameters here: none");
    }
  }

  @Test
  void keysOfTheBlock() {
    assertOnlyFault(
        sluice("service: s, transport: kafka, stream: t"),
        "#/paths/~1a/get/x-sluice/stream",
        "found the key \"stream\", not supported yet; allowed: service, transport, topic");
    assertOnlyFault(
        sluice("service: s, transport: kafka, servise: x"),
        "#/paths/~1a/get/x-sluice/servise",
        "found the key \"servise\", unknown; allowed: service, transport, topic, key, timeout");
  }

  @Test
  void paths() {
    assertFault(
        Contracts.document("  /a/{x}: {get: {%s}}\n  /a/{y}: {}\n".formatted(GOOD)),
        "#/paths/~1a~1{y}",
        "the same calls match as \"/a/{x}\"");
    assertOnlyFault(
        Contracts.document("  /ws: {get: {" + GOOD + "}}\n"), "#/paths/~1ws", "Sluice's own");
    assertOnlyFault(
        Contracts.document("  /invocations/x: {get: {" + GOOD + "}}\n"),
        "#/paths/~1invocations~1x",
        "Sluice's own paths, /invocations");
    for (String path : List.of("a", "/a/", "/a//b", "/a/{x}.json", "/{x}/{x}", "/a/../b")) {
      assertOnlyFault(
          Contracts.document("  '" + path + "': {get: {" + GOOD + "}}\n"),
          "#/paths/" + Place.escape(path),
          "allowed: / and segments");
    }
    assertOnlyFault(
        Contracts.document("  /a: {psot: {" + GOOD + "}}\n"), "#/paths/~1a/psot", "a method");
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

  @Test
  void allFaultsAreToldAtOnceInTheOrderOfTheFile() {
    List<ContractFault> faults =
        Contracts.faults(
            """
            openapi: 3.1.0
            info: {title: Test, version: '1'}
            paths:
              /a:
                get:
                  operationId: a b
                  x-sluice:
                    service: S
                    transport: pigeon
                    timeout: 5
                post:
                  operationId: b
              /problems:
                get:
                  operationId: c
                  x-sluice: {service: s, transport: kafka, key: '{x}', stream: a}
            components:
              schemas:
                A: {$ref: '#/nowhere'}
            """);

    assertEquals(
        List.of(
            "6 #/paths/~1a/get/operationId",
            "8 #/paths/~1a/get/x-sluice/service",
            "9 #/paths/~1a/get/x-sluice/transport",
            "10 #/paths/~1a/get/x-sluice/timeout",
            "11 #/paths/~1a/post/x-sluice",
            "13 #/paths/~1problems",
            "16 #/paths/~1problems/get/x-sluice/stream",
            "16 #/paths/~1problems/get/x-sluice/key",
            "19 #/components/schemas/A/$ref"),
        faults.stream().map(fault -> fault.line() + " " + fault.pointer()).toList());
  }
}
