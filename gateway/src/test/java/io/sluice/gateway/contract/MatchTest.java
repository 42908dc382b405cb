package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MatchTest {
  private final Contract contract =
      Contracts.of(
          Contracts.document(
              """
                /:
                  get: {operationId: root, x-sluice: {service: s, transport: kafka}}
                /files/{name}:
                  parameters: [{name: name, in: path, required: true, schema: {type: string}}]
                  get: {operationId: file, x-sluice: {service: s, transport: kafka}}
                /files/{name}/pages:
                  parameters: [{name: name, in: path, required: true, schema: {type: string}}]
                  get: {operationId: pages, x-sluice: {service: s, transport: kafka}}
                /files/latest:
                  put: {operationId: latest, x-sluice: {service: s, transport: kafka}}
                  delete: {operationId: clear, x-sluice: {service: s, transport: kafka}}
              """));

  private void assertFound(String method, String path, String id, Map<String, String> parameters) {
    var found = assertInstanceOf(Match.Found.class, contract.match(method, path), path);
    assertEquals(id, found.operation().id());
    assertEquals(parameters, found.pathParameters());
  }

  @Test
  void anOperationIsFoundByMethodAndPath() {
    assertFound("GET", "/", "root", Map.of());
    assertFound("GET", "/files/a.txt", "file", Map.of("name", "a.txt"));
    assertFound("DELETE", "/files/latest", "clear", Map.of());
  }

  @Test
  void pathParametersAreDecoded() {
    assertFound("GET", "/files/a%20b%C3%A9+", "file", Map.of("name", "a bé+"));
    assertFound("GET", "/files/%F0%9F%9A%A2", "file", Map.of("name", "🚢"));
  }

  @Test
  void aLiteralWinsOverAParameterAndGivesWayWhereItLeadsNoFurther() {
    assertFound("PUT", "/files/latest", "latest", Map.of());
    assertFound("GET", "/files/latest/pages", "pages", Map.of("name", "latest"));
    assertFound("PUT", "/files/l%61test", "latest", Map.of());
  }

  @Test
  void anotherMethodIsToldWhatIsAllowed() {
    assertEquals(
        new Match.MethodNotAllowed(List.of("DELETE", "PUT")),
        contract.match("GET", "/files/latest"));
    assertEquals(new Match.MethodNotAllowed(List.of("GET")), contract.match("HEAD", "/files/x"));
    assertEquals(new Match.MethodNotAllowed(List.of("GET")), contract.match("get", "/"));
  }

  @Test
  void otherPathsAreNotFound() {
    for (String path :
        List.of("/x", "/files", "/files/", "/files//pages", "//", "/files/a/b/c", "/Files/a")) {
      assertEquals(new Match.NotFound(), contract.match("GET", path), path);
    }
  }

  @Test
  void pathsThatOthersMayReadDifferentlyAreMalformed() {
    List<String> paths =
        List.of(
            "",
            "files",
            "*",
            "/files/a%2fb",
            "/files/a%2Fb",
            "/files/a%5cb",
            "/files/a\\b",
            "/files/%00",
            "/files/%0a",
            "/files/%7f",
            "/files/a b",
            "/files/é",
            "/files/.",
            "/files/../x",
            "/files/%2e%2E",
            "/files/.%2e",
            "/files/%",
            "/files/%4",
            "/files/%zz",
            "/files/%c0%af",
            "/files/%ed%a0%80",
            "/files/%ff",
            "/files/%+1");
    for (String path : paths) {
      assertEquals(new Match.Malformed(), contract.match("GET", path), path);
    }
  }
}
