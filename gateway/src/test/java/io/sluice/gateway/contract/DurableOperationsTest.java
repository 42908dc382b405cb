package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DurableOperationsTest {
  private static final String BLOCK = "#/paths/~1a/post/x-sluice/";
  private static final String ACCEPTED = "#/paths/~1a/post/responses/202";

  private static String document(String block, String more) {
    return Contracts.document(
        "  /a: {post: {operationId: a, x-sluice: {service: s, %s}%s}}\n".formatted(block, more));
  }

  private static Operation operation(String block, String more) {
    return Contracts.of(document("transport: kafka" + block, more)).operations().getFirst();
  }

  private static Operation withResponses(String block, String... statuses) {
    return operation(block, responses(statuses));
  }

  private static String responses(String... statuses) {
    return ", responses: {'" + String.join("': {description: x}, '", statuses) + "': {}}";
  }

  private static void assertFaults(String yaml, String... expected) {
    assertEquals(
        List.of(expected),
        Contracts.faults(yaml).stream().map(one -> one.toString().split(" ", 2)[1]).toList());
  }

  @Test
  void anOperationIsNotDurableAndAsksNothingUnlessTold() {
    Operation plain = operation("", "");

    assertFalse(plain.isDurable());
    assertEquals(Idempotency.NONE, plain.idempotency());
    assertFalse(plain.attachesDuplicates());
    assertEquals(Set.of(), plain.scopes());
    assertFalse(plain.allowsAccepted());
  }

  @Test
  void allWordsAreRead() {
    Operation durable =
        operation(
            ", durable: true, idempotency: required, onDuplicate: attach, scopes: [b, 'a:b/c']",
            responses("202", "201"));

    assertTrue(durable.isDurable());
    assertEquals(Idempotency.REQUIRED, durable.idempotency());
    assertTrue(durable.attachesDuplicates());
    assertEquals(List.of("b", "a:b/c"), List.copyOf(durable.scopes()));
    assertTrue(durable.allowsAccepted());
  }

  @Test
  void defaultsMayBeWrittenOut() {
    String defaults = ", durable: false, idempotency: none, scopes: []";
    Operation optional =
        operation(", durable: true, idempotency: optional, onDuplicate: conflict", "");

    assertEquals(Idempotency.NONE, operation(defaults, "").idempotency());
    assertEquals(Idempotency.OPTIONAL, optional.idempotency());
    assertFalse(optional.attachesDuplicates());
  }

  @Test
  void theStatusOfASuccessIsNever202WhereThereIsAnother() {
    assertEquals(201, withResponses(", durable: true", "202", "201").successStatus());
    assertEquals(200, withResponses(", durable: true", "202", "2XX").successStatus());
    assertEquals(204, withResponses("", "404", "204", "200").successStatus());
    assertEquals(200, withResponses("", "404").successStatus());
  }

  @Test
  void a202AloneOfAnOperationThatIsNotDurableIsItsWorkers() {
    Operation plain = withResponses("", "202", "default");

    assertEquals(202, plain.successStatus());
    assertFalse(plain.allowsAccepted());
  }

  @Test
  void onlyAListed202IsAllowedWhenTheTimeIsUp() {
    assertFalse(withResponses(", durable: true", "2XX").allowsAccepted());
    assertFalse(withResponses(", durable: true", "default").allowsAccepted());
    assertTrue(withResponses(", durable: true", "200", "202").allowsAccepted());
  }

  @Test
  void a202ThatSaysTwoThingsIsAFault() {
    String beside =
        ACCEPTED
            + ": found 202 beside another success, without durable: true;"
            + " allowed: 202 in a durable operation, or as the only success";
    String alone =
        ACCEPTED
            + ": found 202 alone, which says that the call goes on;"
            + " allowed: 202 beside the success of a call that has ended, such as 200 or 2XX";

    assertFaults(document("transport: kafka", responses("200", "202")), beside);
    assertFaults(document("transport: event-bus", responses("202", "2XX")), beside);
    assertFaults(document("transport: kafka, durable: true", responses("202")), alone);
    assertFaults(document("transport: kafka, durable: true", responses("default", "202")), alone);
  }

  @Test
  void nothingIsDurableOverTheEventBus() {
    assertFaults(
        document("transport: event-bus, durable: true", ""),
        BLOCK
            + "durable: found true, and the transport event-bus, which keeps nothing;"
            + " allowed: true with transport: kafka; else false");
  }

  @Test
  void keysNeedARecordAndDuplicatesNeedKeys() {
    assertFaults(
        document("transport: kafka, idempotency: optional", ""),
        BLOCK
            + "idempotency: found \"optional\" without durable: true;"
            + " allowed: none; with durable: true also required and optional");
    assertFaults(
        document("transport: kafka, durable: true, onDuplicate: conflict", ""),
        BLOCK
            + "onDuplicate: found \"conflict\" without idempotency; allowed: no onDuplicate;"
            + " with idempotency: required or optional also conflict and attach");
  }

  @Test
  void otherValuesAreRefused() {
    assertFaults(
        document(
            "transport: kafka, durable: 'yes', idempotency: true, onDuplicate: wait, scopes: a",
            ""),
        BLOCK + "durable: found \"yes\"; allowed: true or false: may calls be recorded",
        BLOCK + "idempotency: found true; allowed: required, optional or none",
        BLOCK + "onDuplicate: found \"wait\"; allowed: conflict or attach",
        BLOCK + "scopes: found \"a\"; allowed: a list of scopes: [orders.write]");
  }

  @Test
  void aScopeIsATokenOfOAuth() {
    String allowed = "; allowed: " + ScopeText.ALLOWED;

    assertFaults(
        document("transport: kafka, scopes: ['a b', '', 'é', 7, 'a\"', 'a\\b', c, c]", ""),
        BLOCK + "scopes/0: found \"a b\"" + allowed,
        BLOCK + "scopes/1: found \"\"" + allowed,
        BLOCK + "scopes/2: found \"é\"" + allowed,
        BLOCK + "scopes/3: found 7" + allowed,
        BLOCK + "scopes/4: found \"a\\\"\"" + allowed,
        BLOCK + "scopes/5: found \"a\\\\b\"" + allowed,
        BLOCK + "scopes/7: found \"c\" again; allowed: each scope once");
  }
}
