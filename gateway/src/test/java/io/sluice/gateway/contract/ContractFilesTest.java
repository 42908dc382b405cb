package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContractFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write(
        "api.yaml",
        """
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        paths:
          /orders: {$ref: './paths/orders.yaml'}
          /orders/{id}:
            parameters: [{$ref: 'parts.yaml#/parameters/Id'}]
            get:
              operationId: get
              x-sluice: {service: s, transport: event-bus}
              responses:
                '200': {$ref: 'parts.yaml#/answers/Found'}
        components:
          schemas:
            Order: {type: string}
        """);
    write(
        "paths/orders.yaml",
        """
        post:
          operationId: place
          x-sluice: {service: s, transport: kafka}
          requestBody: {$ref: '../parts.yaml#/bodies/Order'}
        """);
    write(
        "parts.yaml",
        """
        parameters:
          Id: {name: id, in: path, required: true, schema: {$ref: '#/id'}}
        id: {type: string, pattern: '^[a-z]+$'}
        answers:
          Found:
            description: found
            headers: {ETag: {$ref: '#/etag'}}
        etag: {schema: {type: string}}
        bodies:
          Order:
            content: {application/json: {schema: {$ref: 'schemas/Order.json'}}}
        """);
    write(
        "schemas/Order.json",
        """
        {"type": "object", "additionalProperties": false,
         "properties": {
           "next": {"$ref": "#"},
           "name": {"$ref": "../api.yaml#/components/schemas/Order"}}}
        """);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  private void replace(String name, String from, String to) throws IOException {
    write(name, Files.readString(folder.resolve(name)).replace(from, to));
  }

  private Contract load() throws ContractException, IOException {
    return Contract.load(folder.resolve("api.yaml"));
  }

  private List<String> faults() {
    return assertThrows(ContractException.class, this::load).faults().stream()
        .map(
            fault ->
                fault.file() + ":" + fault.line() + " " + fault.pointer() + " " + fault.found())
        .toList();
  }

  @Test
  void partsInOtherFilesCountAsIfTheyStoodHere() throws Exception {
    Contract contract = load();
    Operation place = Contracts.operation(contract, "place");
    Operation get = Contracts.operation(contract, "get");

    assertInstanceOf(
        Checked.Valid.class, place.check(Contracts.body("{\"next\":{\"name\":\"a\"}}")));
    assertEquals(
        "#/next/name",
        Contracts.invalid(place.check(Contracts.body("{\"next\":{\"name\":1}}")))
            .faults()
            .getFirst()
            .pointer());
    assertInstanceOf(
        Checked.Invalid.class,
        get.check(new CallInput(Map.of("id", "A"), Contracts.pairs(), Contracts.pairs(), null)));
    assertEquals(Set.of("etag"), get.responseHeaders(200));
  }

  @Test
  void theServedDocumentIsWholeInItself() throws Exception {
    Contract contract = load();
    JsonObject components = contract.document().toJsonObject().getJsonObject("components");
    String document = contract.document().toString();

    assertFalse(document.contains("yaml") || document.contains("x-sluice"), document);
    assertEquals(
        Set.of("Order", "Order_2", "id"), components.getJsonObject("schemas").fieldNames());
    assertEquals(
        "#/components/schemas/Order_2",
        components
            .getJsonObject("schemas")
            .getJsonObject("Order_2")
            .getJsonObject("properties")
            .getJsonObject("next")
            .getString("$ref"));
    assertTrue(
        contract
            .document()
            .toJsonObject()
            .getJsonObject("paths")
            .getJsonObject("/orders")
            .containsKey("post"));
    write(
        "served.json",
        document
            .replace(
                "\"get\":{", "\"get\":{\"x-sluice\":{\"service\":\"s\",\"transport\":\"kafka\"},")
            .replace(
                "\"post\":{",
                "\"post\":{\"x-sluice\":{\"service\":\"s\",\"transport\":\"kafka\"},"));
    assertEquals(2, Contract.load(folder.resolve("served.json")).operations().size());
  }

  @Test
  void theContractKnowsItsFilesAndItsVersionChangesWithAnyOfThem() throws Exception {
    Contract contract = load();

    assertEquals(
        List.of("api.yaml", "paths/orders.yaml", "parts.yaml", "schemas/Order.json"),
        contract.files().stream().map(file -> folder.relativize(file).toString()).toList());
    assertTrue(contract.version().matches("[0-9a-f]{12}"), contract.version());
    assertEquals(contract.version(), load().version());
    replace("schemas/Order.json", "\"type\"", " \"type\"");
    assertNotEquals(contract.version(), load().version());
  }

  @Test
  void faultsNameTheFileAndTheLineWhereTheyStand() throws Exception {
    replace("paths/orders.yaml", "kafka", "pigeon");
    replace("parts.yaml", "type: string, pattern", "type: strin, pattern");
    replace("schemas/Order.json", "false", "7");
    replace("api.yaml", "operationId: get", "operationId: place");

    assertEquals(
        List.of(
            "api.yaml:8 #/paths/~1orders~1{id}/get/operationId \"place\" again",
            "paths/orders.yaml:3 #/post/x-sluice/transport \"pigeon\"",
            "parts.yaml:2 #/parameters/Id/schema the type [strin]",
            "parts.yaml:3 #/id/type a schema",
            "schemas/Order.json:1 #/additionalProperties a schema"),
        faults().stream().distinct().toList());
  }

  @Test
  void aPathOfSluicesOwnIsTheMainFilesFault() throws Exception {
    replace("api.yaml", "/orders:", "/ws:");

    assertEquals(List.of("api.yaml:4 #/paths/~1ws one of Sluice's own paths, /ws"), faults());
  }

  @Test
  void whatCannotBeFollowedIsAFault() throws Exception {
    Path outside = Files.createTempFile(folder.resolveSibling(""), "outside", ".yaml");
    Files.createSymbolicLink(folder.resolve("link.yaml"), outside);
    for (String name :
        List.of(
            "../" + outside.getFileName(),
            "paths/../../" + outside.getFileName(),
            "%2e%2e/" + outside.getFileName(),
            outside.toString(),
            "file:" + outside,
            "https://example.com/orders.yaml",
            "//example.com/orders.yaml",
            "link.yaml")) {
      files();
      replace("api.yaml", "./paths/orders.yaml", name);
      assertEquals(
          List.of(
              "api.yaml:4 #/paths/~1orders/$ref "
                  + Shown.of(name)
                  + ", which is not in the contract's folder"),
          faults());
    }
    Files.delete(outside);
  }

  @Test
  void missingFilesAndPlacesAreFaultsOfTheReference() throws Exception {
    replace("parts.yaml", "schemas/Order.json", "schemas/None.json");
    replace("parts.yaml", "'#/etag'", "'#/none'");

    assertEquals(
        List.of(
            "parts.yaml:7 #/answers/Found/headers/ETag/$ref \"#/none\", which leads nowhere",
            "parts.yaml:11 #/bodies/Order/content/application~1json/schema/$ref"
                + " \"schemas/None.json\", a file that does not exist"),
        faults());
  }

  @Test
  void aFileThatIsNoYamlIsTheFaultOfThatFile() throws Exception {
    replace("schemas/Order.json", "\"next\":", "\"next\"");

    assertEquals(1, faults().size());
    assertTrue(
        faults().getFirst().startsWith("schemas/Order.json:3 # Unexpected"), faults()::toString);
  }

  @Test
  void circlesAreFaults() throws Exception {
    write("paths/orders.yaml", "$ref: 'more.yaml'\n");
    write("paths/more.yaml", "\n$ref: '../paths/orders.yaml'\n");
    assertEquals(
        List.of("paths/more.yaml:2 #/$ref \"../paths/orders.yaml\", which leads in a circle"),
        faults());

    write("paths/orders.yaml", "$ref: '../api.yaml#/paths/~1orders'\n");
    assertEquals(
        List.of(
            "paths/orders.yaml:1 #/$ref \"../api.yaml#/paths/~1orders\", which leads nowhere or in"
                + " a circle"),
        faults());

    files();
    write("schemas/Order.json", "{\"allOf\": [{\"$ref\": \"#\"}]}");
    assertEquals(
        List.of("schemas/Order.json:1 #/allOf/0/$ref \"#\", which leads nowhere or in a circle"),
        faults().stream().filter(fault -> fault.startsWith("schemas")).toList());
  }

  @Test
  void aMissingFileIsAmongThoseToWatch() throws Exception {
    replace("api.yaml", "./paths/orders.yaml", "later.yaml");
    var failure = assertThrows(ContractException.class, this::load);

    assertTrue(failure.files().contains(folder.resolve("later.yaml")), failure.files()::toString);
  }
}
