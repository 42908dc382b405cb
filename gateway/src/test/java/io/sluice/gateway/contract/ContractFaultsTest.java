package io.sluice.gateway.contract;

import static io.sluice.gateway.contract.ContractFaults.GOOD;
import static io.sluice.gateway.contract.ContractFaults.assertFault;
import static io.sluice.gateway.contract.ContractFaults.assertOnlyFault;
import static io.sluice.gateway.contract.ContractFaults.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults of a document, its paths and its blocks {@code x-sluice}. */
final class ContractFaultsTest {

  private static String sluice(String block) {
    return get("operationId: a, x-sluice: {" + block + "}");
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
