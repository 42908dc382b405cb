package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnPathsTest {

  private static String document(String path) {
    return Contracts.document(
        "  '" + path + "': {get: {operationId: a, x-sluice: {service: s, transport: kafka}}}\n");
  }

  @Test
  void aContractThatClaimsOneOfSluicesPathsIsAtFault() {
    for (String path :
        List.of(
            "/invocations",
            "/invocations/x",
            "/ws",
            "/ws/x",
            "/%77s",
            "/openapi.json",
            "/asyncapi.json",
            "/problems",
            "/problems/none")) {
      List<ContractFault> faults = Contracts.faults(document(path));

      assertEquals(1, faults.size(), path);
      assertEquals("#/paths/" + Place.escape(path), faults.getFirst().pointer());
      assertEquals("any other path", faults.getFirst().allowed());
    }
  }

  @Test
  void othersThatBeginLikeThemAreFree() {
    for (String path : List.of("/invocation", "/wsx", "/a/ws", "/problems.json", "/WS")) {
      assertEquals(1, Contracts.of(document(path)).operations().size(), path);
    }
  }
}
