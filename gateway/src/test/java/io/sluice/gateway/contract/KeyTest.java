package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyTest {
  private static final String ALLOWED =
      "; this is the ordering key; allowed: a number, a boolean, or a text of 1 to 256 characters"
          + " without control characters";

  private static Operation keyed(String key) {
    return Contracts.of(
            Contracts.document(
                """
                  /a/{id}:
                    post:
                      operationId: a
                      x-sluice: {service: s, transport: kafka%s}
                      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                      requestBody: {content: {application/json: {schema: {type: object}}}}
                """
                    .formatted(key.isEmpty() ? "" : ", key: '" + key + "'")))
        .operations()
        .getFirst();
  }

  private static Checked check(String key, String body) {
    return keyed(key)
        .check(
            new CallInput(
                Map.of("id", "7"),
                Contracts.headers(),
                Contracts.pairs("content-type", "application/json", "X-Shop", "s1"),
                Buffer.buffer(body)));
  }

  private static void assertKey(OrderingKey expected, String key, String body) {
    assertEquals(expected, assertInstanceOf(Checked.Valid.class, check(key, body)).key());
  }

  @Test
  void everyFormIsResolved() {
    assertKey(new OrderingKey.Unordered(), "", "{}");
    assertKey(new OrderingKey.InvocationId(), "{invocation}", "{}");
    assertKey(new OrderingKey.Text("7"), "{id}", "{}");
    assertKey(new OrderingKey.Text("s1"), "{header.x-shop}", "{}");
    assertKey(new OrderingKey.Text("c"), "/customer/id", "{\"customer\":{\"id\":\"c\"}}");
    assertKey(new OrderingKey.Text("12"), "/n", "{\"n\":12}");
  }

  @Test
  void aKeyThatIsNotThereIsRefusedByItsPointer() {
    for (String body : List.of("", "{}")) {
      assertFaults(
          check("/customer/id", body),
          InputFault.inBody("#/customer/id", "found nothing" + ALLOWED));
    }
    assertFaults(
        check("{header.X-None}", "{}"),
        InputFault.inParameter("header.x-none", "found nothing" + ALLOWED));
  }

  @Test
  void aValueThatIsNoKeyIsRefused() {
    assertFaults(check("/k", "{\"k\":null}"), InputFault.inBody("#/k", "found null" + ALLOWED));
    assertFaults(check("/k", "{\"k\":{}}"), InputFault.inBody("#/k", "found an object" + ALLOWED));
    assertFaults(check("/k", "{\"k\":\"\"}"), InputFault.inBody("#/k", "found \"\"" + ALLOWED));
    assertFaults(
        check("/k", "{\"k\":\"a\\n\"}"), InputFault.inBody("#/k", "found \"a\\n\"" + ALLOWED));
  }

  private static void assertFaults(Checked checked, InputFault fault) {
    assertEquals(List.of(fault), Contracts.invalid(checked).faults());
    assertEquals(Checked.Kind.UNPROCESSABLE, Contracts.invalid(checked).kind());
  }
}
