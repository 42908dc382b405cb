package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RetryAndForwardTest {

  private static String document(String method, String more) {
    return Contracts.document(
        """
          /a:
            %s:
              operationId: a
              x-sluice: {service: s, transport: event-bus%s}
        """
            .formatted(method, more));
  }

  private static Retry retry(String method, String more) {
    return Contracts.of(document(method, more)).operations().getFirst().retry();
  }

  private static List<String> faults(String more) {
    return Contracts.faults(document("get", more)).stream().map(ContractFault::pointer).toList();
  }

  @Test
  void onlyWhatHttpCallsIdempotentRunsAgainUnlessTold() {
    assertEquals(Retry.SAFE, retry("get", ""));
    assertEquals(Retry.SAFE, retry("put", ""));
    assertEquals(Retry.SAFE, retry("delete", ""));
    assertEquals(Retry.NEVER, retry("post", ""));
    assertEquals(Retry.NEVER, retry("patch", ""));
    assertEquals(Retry.NEVER, retry("get", ", retry: never"));
    assertEquals(Retry.SAFE, retry("post", ", retry: safe"));
  }

  @Test
  void anotherRetryIsRefused() {
    assertEquals(List.of("#/paths/~1a/get/x-sluice/retry"), faults(", retry: 3"));
  }

  @Test
  void credentialsAndWhatIsOfTheConnectionAreNotForwarded() {
    for (String name :
        List.of("Authorization", "cookie", "Host", "Content-Length", "traceparent", "a b", "1:")) {
      assertEquals(
          List.of("#/paths/~1a/get/x-sluice/forward/1"),
          faults(", forward: [accept-language, '" + name + "']"));
    }
    assertEquals(List.of("#/paths/~1a/get/x-sluice/forward"), faults(", forward: accept"));
  }
}
