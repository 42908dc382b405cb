package io.sluice.system.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.Repository;
import io.sluice.system.docs.MetricTable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two gateways and three workers live together; then one after the other is told to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FleetTest {

  private static final Duration CHANGE_LIMIT = Duration.ofSeconds(30);
  private static final Duration SHARE_LIMIT = Duration.ofSeconds(20);

  private final String customers = "customer-" + UUID.randomUUID() + "-";
  private final Measured measured = new Measured();
  private final OrderlyEnds ends = new OrderlyEnds(measured);
  private final Caller caller = new Caller(16);
  private final Calls calls = new Calls(caller, customers);
  private final Fleet fleet;

  FleetTest() throws Exception {
    fleet = Fleet.start();
  }

  @BeforeAll
  void tellStarts() {
    for (RunningNode node : fleet.nodes()) {
      measured.add(node.name() + ": process to ready", fleet.readyAfter(node));
    }
  }

  @AfterAll
  void endAll() throws Exception {
    caller.close();
    fleet.close();
    System.out.println(measured.table());
  }

  @Test
  @Order(1)
  void allFiveAreReady() throws Exception {
    for (RunningNode node : fleet.nodes()) {
      var answer = caller.get(node.address("management") + "/health/ready");
      assertEquals(200, answer.status(), () -> node.name() + " " + answer);
      assertEquals("up", answer.json().getString("status"));
    }
  }

  @Test
  @Order(2)
  void callsOnEitherGatewayAreAnsweredByMoreThanOneWorkerOnBothTransports() throws Exception {
    String one = http("gateway-1");
    String other = http("gateway-2");
    calls.placeAndRead(one, other);
    calls.placeAndRead(other, one);

    // One call at a time would always go to the same idle worker.
    var failures = calls.during(List.of(one, other, one, other), this::untilShared);

    assertEquals(List.of(), failures);
    measured.add("commands over Kafka by worker", shares("kafka").toString());
    measured.add("commands over the event bus by worker", shares("event-bus").toString());
  }

  @Test
  @Order(3)
  void everyCallIsCountedOnceByAGatewayAndOnceByAWorker() throws Exception {
    double called = 0;
    for (String gateway : List.of("gateway-1", "gateway-2")) {
      called +=
          Scrape.of(fleet.node(gateway), caller)
              .sum("sluice_calls_seconds_count", "placeOrder", "outcome=\"success\"");
    }

    assertEquals(calls.placed(), called);
    assertEquals(calls.placed(), shares("kafka").values().stream().mapToInt(i -> i).sum());
  }

  @Test
  @Order(4)
  void theOperatingGuideListsEveryMetricAndNoOther() throws Exception {
    var guide = Files.readAllLines(Repository.root().resolve("docs/operating.md"));
    List<SortedMap<String, SortedSet<String>>> workers = new ArrayList<>();
    for (RunningNode worker : fleet.workers()) {
      workers.add(MetricTable.shown(Scrape.of(worker, caller).lines()));
    }
    try (var reader = fleet.reader()) {
      var unused = reader.awaitReady();
      Eventually.holds(
          "it has read",
          Duration.ofSeconds(30),
          () -> Scrape.of(reader, caller).sum("sluice_events_seconds_count") == calls.placed());
      workers.add(MetricTable.shown(Scrape.of(reader, caller).lines()));
    }

    assertEquals(
        MetricTable.documented(guide, "gateway"),
        MetricTable.shown(Scrape.of(fleet.node("gateway-1"), caller).lines()));
    assertEquals(MetricTable.documented(guide, "worker"), MetricTable.union(workers));
  }

  @Test
  @Order(5)
  void aBrokenContractIsRefusedAndAMendedOneServedAndNoCallFails() throws Exception {
    var gateways = List.of(fleet.node("gateway-1"), fleet.node("gateway-2"));
    var addresses = List.of(http("gateway-1"), http("gateway-2"));
    String before = ServedContract.version(caller, addresses.getFirst());
    int placed = calls.placed();

    var failures =
        calls.during(
            addresses,
            () -> {
              fleet.contract().damage();
              for (RunningNode gateway : gateways) {
                Eventually.holds(
                    gateway.name() + " refuses", CHANGE_LIMIT, () -> !refusals(gateway).isEmpty());
                assertEquals(before, ServedContract.version(caller, gateway.address("http")));
                assertEquals(405, caller.get(gateway.address("http") + "/orders").status());
              }
              fleet.contract().mend();
              for (String gateway : addresses) {
                Eventually.holds(
                    gateway + " lists orders",
                    CHANGE_LIMIT,
                    () -> caller.get(gateway + "/orders").status() == 200);
              }
            });

    assertEquals(List.of(), failures);
    for (RunningNode gateway : gateways) {
      assertEquals(1, refusals(gateway).size(), gateway.name());
      assertTrue(refusals(gateway).getFirst().contains("found \\\"pigeon\\\"; allowed: kafka"));
      String version = ServedContract.version(caller, gateway.address("http"));
      assertNotEquals(before, version);
      String named =
          String.valueOf(caller.get(gateway.address("http") + "/orders").header("sluice-contract"));
      assertEquals(named + " with listOrders", version);
    }
    assertEquals(
        ServedContract.version(caller, addresses.getFirst()),
        ServedContract.version(caller, addresses.getLast()));
    measured.add(
        "orders placed and read while the contract broke and was mended",
        calls.placed() - placed + ", none failed");
  }

  @Test
  @Order(6)
  void deadLettersAreListedShownRedrivenAndDiscardedByCommandAndByCall() throws Exception {
    fleet.poison("customer-1", "no command");
    String path = fleet.node("gateway-1").address("management") + "/admin/dead-letters/";
    String letters = path + Fleet.COMMANDS;
    var desk = new DeadLetterCalls(caller, letters, Fleet.TOKEN);
    String id = desk.awaitOneBut("");

    assertEquals(
        List.of(id, "malformed", "1 open"), DeadLetterCalls.shown(fleet.deadLetters("list")));
    assertEquals("no command", desk.show(id).getString("data"));
    assertEquals(desk.show(id), new JsonObject(String.join("\n", fleet.deadLetters("show", id))));
    assertEquals(List.of("redriven: 1"), fleet.deadLetters("redrive", id));
    String second = desk.awaitOneBut(id);
    assertEquals(1, desk.act("/redrive-all").getInteger("redriven"));
    String third = desk.awaitOneBut(second);
    assertEquals(1, desk.act("/" + third + "/discard").getInteger("discarded"));
    assertEquals("0 open", fleet.deadLetters("list").getLast());

    assertEquals(401, caller.get(letters).status());
    assertEquals(404, desk.status(path + "nowhere"));
    assertEquals(404, desk.status(letters + "/" + id));
    assertEquals(400, desk.status(letters + "/first"));
    assertEquals(400, desk.status(letters + "?limit=-1"));
  }

  @Test
  @Order(7)
  void aPortThatIsInUseIsSaidInOneLine() throws Exception {
    refuses("SLUICE_HTTP_PORT", URI.create(http("gateway-1")).getPort());
    refuses(
        "SLUICE_MANAGEMENT_PORT",
        URI.create(fleet.node("gateway-1").address("management")).getPort());
  }

  @Test
  @Order(8)
  void aWorkerEndsInTimeAndTheCallsGoOn() throws Exception {
    var gateways = List.of(http("gateway-1"), http("gateway-2"));
    int before = calls.placed();

    var failures = calls.during(gateways, () -> ends.endInTime(fleet.node("worker-1")));
    int during = calls.placed() - before;
    var after = calls.during(gateways, () -> untilPlaced(calls.placed() + 20));

    assertEquals(List.of(), failures, "while it ended");
    assertEquals(List.of(), after, "when it had ended");
    assertTrue(during > 0);
    measured.add("orders placed and read while worker-1 ended", during + ", none failed");
  }

  @Test
  @Order(9)
  void aGatewayEndsInTimeAndTheOtherGoesOn() throws Exception {
    ends.endInTime(fleet.node("gateway-2"));

    String left = http("gateway-1");
    calls.placeAndRead(left, left);
  }

  @Test
  @Order(10)
  void theRestEndsInTimeToo() throws Exception {
    for (String name : List.of("gateway-1", "worker-2", "worker-3")) {
      ends.endInTime(fleet.node(name));
    }
  }

  @Test
  @Order(11)
  void aProcessPrintsItsReadyLineAndLogsJsonWithoutSecretsAndWithoutWhatCallersSent()
      throws Exception {
    for (RunningNode node : fleet.nodes()) {
      assertEquals(1, node.output().size(), node.output()::toString);
      assertFalse(node.errors().isEmpty(), node.name());
      for (String line : node.errors()) {
        var entry = new JsonObject(line);
        assertFalse("ERROR".equals(entry.getString("level")) && !isProvoked(line), line);
        assertFalse(line.contains(fleet.password()), "the password is in " + node.name());
        assertFalse(line.contains(customers), line);
      }
    }
  }

  private String http(String gateway) throws IOException {
    return fleet.node(gateway).address("http");
  }

  private static List<String> refusals(RunningNode gateway) throws IOException {
    return gateway.errors().stream().filter(FleetTest::isRefusal).toList();
  }

  private static boolean isRefusal(String line) {
    return line.contains("contract refused; the one before goes on");
  }

  private static boolean isProvoked(String line) {
    return isRefusal(line) || line.contains("records are put aside as dead letters");
  }

  private void untilShared() throws Exception {
    Eventually.holds(
        "more than one worker on each transport",
        SHARE_LIMIT,
        () -> shares("kafka").size() > 1 && shares("event-bus").size() > 1);
  }

  private void untilPlaced(int wanted) throws Exception {
    Eventually.holds(wanted + " orders", SHARE_LIMIT, () -> calls.placed() >= wanted);
  }

  /** How many commands each worker has answered, without those that have none. */
  private Map<String, Integer> shares(String transport) throws Exception {
    Map<String, Integer> shares = new TreeMap<>();
    for (RunningNode worker : fleet.workers()) {
      String label = "transport=\"" + transport + "\"";
      double answered = Scrape.of(worker, caller).sum("sluice_commands_seconds_count", label);
      if (answered > 0) {
        shares.put(worker.name(), (int) answered);
      }
    }
    return shares;
  }

  private void refuses(String key, int taken) throws Exception {
    String name = "third-" + key;
    try (var third = fleet.gateway(name, Map.of(key, Integer.toString(taken)))) {
      assertEquals(1, third.exitCode(), third.errors()::toString);
      var told = third.errors().stream().filter(line -> !line.startsWith("{")).toList();
      assertEquals(1, told.size(), told::toString);
      assertTrue(told.getFirst().startsWith("sluice: "), told::toString);
      assertTrue(told.getFirst().contains(Integer.toString(taken)), told::toString);
      assertTrue(told.getFirst().contains("in use"), told::toString);
    }
  }
}
