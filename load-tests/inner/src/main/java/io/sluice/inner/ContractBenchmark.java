package io.sluice.inner;

import io.sluice.gateway.contract.CallInput;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Match;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Matching a path and validating an order, with few and with many operations in the contract. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ContractBenchmark {

  @Param({"10", "1000"})
  private int operations;

  private Contract contract;
  private Match.Found placeOrder;
  private CallInput order;

  @Setup
  public void load() throws Exception {
    Path file = Files.createTempFile("contract", ".yaml");
    try {
      Files.writeString(file, document(operations));
      contract = Contract.load(file);
    } finally {
      Files.delete(file);
    }
    placeOrder = (Match.Found) contract.match("POST", "/orders");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
    order = new CallInput(Map.of(), MultiMap.caseInsensitiveMultiMap(), headers, Messages.ORDER);
    if (!(check() instanceof Checked.Valid)) {
      throw new IOException("the order is not valid: " + check());
    }
  }

  @Benchmark
  public Match match() {
    return contract.match("POST", "/orders");
  }

  @Benchmark
  public Match matchWithParameter() {
    return contract.match("GET", "/area3/things3/7");
  }

  @Benchmark
  public Checked check() {
    return placeOrder.operation().check(order);
  }

  private static String document(int operations) {
    var others = new StringBuilder();
    for (int i = 1; i < operations; i++) {
      others.append(other(i));
    }
    return """
        openapi: 3.1.0
        info: { title: Orders, version: 1.0.0 }
        paths:
          /orders:
            post:
              operationId: placeOrder
              x-sluice: { service: shop, transport: kafka, key: "{invocation}", timeout: 5s }
              requestBody:
                required: true
                content:
                  application/json:
                    schema:
                      type: object
                      additionalProperties: false
                      required: [customerId, productId, quantity, pickup, destination]
                      properties:
                        customerId: { type: string, minLength: 1, maxLength: 64 }
                        productId: { type: string, minLength: 1, maxLength: 64 }
                        quantity: { type: integer, minimum: 1, maximum: 100000 }
                        pickup: { $ref: "#/components/schemas/Stop" }
                        destination: { $ref: "#/components/schemas/Stop" }
              responses: { "201": { description: Placed. } }
        %scomponents:
          schemas:
            Stop:
              type: object
              additionalProperties: false
              required: [city, date]
              properties:
                city: { type: string, minLength: 1, maxLength: 100 }
                date: { type: string, format: date }
        """
        .formatted(others);
  }

  private static String other(int number) {
    return """
          /area%d/things%d/{thing}:
            get:
              operationId: getThing%d
              x-sluice: { service: shop, transport: event-bus }
              parameters: [{ name: thing, in: path, required: true, schema: { type: string } }]
              responses: { "200": { description: A thing. } }
        """
        .formatted(number % 30, number, number);
  }
}
