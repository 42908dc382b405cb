package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sluice.gateway.call.Fingerprint;
import io.sluice.gateway.contract.CallInput;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the same request, and what another. */
final class RequestFingerprintTest {
  private static final String JSON = "application/json";
  private static final Map<String, String> PATH = Map.of("id", "7");

  @TempDir private Path folder;
  private Contract contract;

  @BeforeEach
  void load() throws Exception {
    String file =
        """
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        paths:
          /a/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            post: {operationId: p, x-sluice: {service: s, transport: kafka}}
            put: {operationId: q, x-sluice: {service: s, transport: kafka}}
          /b/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            post: {operationId: r, x-sluice: {service: s, transport: kafka}}
        """;
    contract = Contract.load(Files.writeString(folder.resolve("contract.yaml"), file));
  }

  @Test
  void theFormIsOfRecordsAndNeverChanges() {
    assertEquals(
        new Fingerprint("c1693e75e690dd78844c2bcd0c027c7ad4d8e911f8d66af58b3b3bcac4f25caa"),
        of("p", PATH, pairs("x", "1", "x", "2", "y", "ä"), JSON, "{\"a\":1}"));
  }

  @Test
  void whatIsWrittenOtherwiseIsTheSame() {
    Fingerprint first = of("p", PATH, pairs("x", "1", "y", "2", "x", "3"), JSON, "{}");

    assertEquals(first, of("p", PATH, pairs("y", "2", "x", "1", "x", "3"), JSON, "{}"));
    assertEquals(
        first,
        of(
            "p",
            PATH,
            pairs("x", "1", "x", "3", "y", "2"),
            "Application/JSON ; charset=utf-8",
            "{}"));
  }

  @Test
  void otherHeadersDoNotCount() {
    MultiMap headers = pairs("Content-Type", JSON, "traceparent", "x", "Authorization", "y");
    var input = new CallInput(PATH, pairs(), headers, Buffer.buffer("{}"));

    assertEquals(of("p", PATH, pairs(), JSON, "{}"), RequestFingerprint.of(operation("p"), input));
  }

  @Test
  void withoutABodyItsTypeDoesNotCount() {
    var none = new CallInput(PATH, pairs(), pairs(), null);

    assertEquals(RequestFingerprint.of(operation("p"), none), of("p", PATH, pairs(), JSON, ""));
  }

  @Test
  void everyPartCounts() {
    Fingerprint first = of("p", PATH, pairs("x", "1"), JSON, "{}");

    assertNotEquals(first, of("q", PATH, pairs("x", "1"), JSON, "{}"));
    assertNotEquals(first, of("r", PATH, pairs("x", "1"), JSON, "{}"));
    assertNotEquals(first, of("p", Map.of("id", "8"), pairs("x", "1"), JSON, "{}"));
    assertNotEquals(first, of("p", PATH, pairs("x", "2"), JSON, "{}"));
    assertNotEquals(first, of("p", PATH, pairs("X", "1"), JSON, "{}"));
    assertNotEquals(first, of("p", PATH, pairs("x", "1"), "application/x+json", "{}"));
    assertNotEquals(first, of("p", PATH, pairs("x", "1"), JSON, "{ }"));
  }

  @Test
  void theOrderOfOneParametersValuesCounts() {
    assertNotEquals(
        of("p", PATH, pairs("x", "1", "x", "2"), JSON, ""),
        of("p", PATH, pairs("x", "2", "x", "1"), JSON, ""));
  }

  @Test
  void nothingCanMoveFromOnePartToTheNext() {
    assertNotEquals(
        of("p", PATH, pairs("a", "bc"), JSON, ""), of("p", PATH, pairs("ab", "c"), JSON, ""));
    assertNotEquals(
        of("p", PATH, pairs("a", "b", "c", "d"), JSON, ""),
        of("p", PATH, pairs("a", "b", "a", "c", "a", "d"), JSON, ""));
    assertNotEquals(
        of("p", Map.of("id", "7", "x", "1"), pairs(), JSON, ""),
        of("p", PATH, pairs("x", "1"), JSON, ""));
    assertNotEquals(
        of("p", PATH, pairs("x", "1\n"), JSON, "{}"), of("p", PATH, pairs("x", "1"), JSON, "\n{}"));
  }

  private Fingerprint of(
      String operation, Map<String, String> path, MultiMap query, String type, String body) {
    var input = new CallInput(path, query, pairs("content-type", type), Buffer.buffer(body));
    return RequestFingerprint.of(operation(operation), input);
  }

  private Operation operation(String id) {
    return contract.operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static MultiMap pairs(String... namesAndValues) {
    MultiMap pairs = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return pairs;
  }
}
