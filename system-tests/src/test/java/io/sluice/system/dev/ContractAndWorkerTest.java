package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.sluice.shipping.order.OrderWorker;
import io.sluice.system.Caller;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningDevExtension.class)
final class ContractAndWorkerTest {

  private static final String ROLE = "shipping_order";

  private final Path postgres;

  ContractAndWorkerTest(RunningDev dev) {
    postgres = dev.data().resolve("postgres");
  }

  @Test
  void everyOperationOfTheContractHasAHandlerAndTheOtherWayRound() throws Exception {
    Contract contract =
        Contract.load(Checkout.repository().resolve("workers/shipping/contract/openapi.yaml"));
    var worker = new OrderWorker();
    Vertx vertx = Vertx.vertx();
    try {
      var unused = Caller.await(vertx.deployVerticle(worker, access()));

      Set<String> promised =
          contract.operations().stream()
              .filter(operation -> operation.service().equals(worker.service()))
              .map(Operation::id)
              .collect(Collectors.toSet());
      assertEquals(promised, worker.named().operations());
    } finally {
      Caller.await(vertx.close());
    }
  }

  /** The worker opens its database before it names its handlers: it gets that of the shared run. */
  private DeploymentOptions access() throws IOException {
    var passwords = new Properties();
    try (var reader = Files.newBufferedReader(postgres.resolve("passwords"))) {
      passwords.load(reader);
    }
    JsonObject database =
        new JsonObject()
            .put("host", "127.0.0.1")
            .put("port", port())
            .put("database", ROLE)
            .put("user", ROLE)
            .put("password", passwords.getProperty(ROLE));
    return new DeploymentOptions().setConfig(new JsonObject().put("database", database));
  }

  /** PostgreSQL writes it on the fourth line. */
  private int port() throws IOException {
    Path pidFile = postgres.resolve("data/postmaster.pid");
    return Integer.parseInt(Files.readAllLines(pidFile).get(3).strip());
  }
}
