package io.sluice.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Contracts and calls for the tests of this package. */
final class Contracts {
  static final String ORDER =
      """
      {"customerId":"retailer-7","productId":"bananas","quantity":40,\
      "pickup":{"city":"Oakland","date":"2026-03-01"},\
      "destination":{"city":"Shanghai","date":"2026-04-15"}}\
      """;

  private Contracts() {}

  static Contract orders() {
    return resource("orders.yaml");
  }

  static Contract resource(String name) {
    try {
      return Contract.load(file(name));
    } catch (ContractException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path file(String name) {
    try {
      return Path.of(Contracts.class.getResource("/contracts/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Contract of(String yaml) {
    try {
      return load(yaml, ".yaml");
    } catch (ContractException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<ContractFault> faults(String yaml) {
    return assertThrows(ContractException.class, () -> load(yaml, ".yaml")).faults();
  }

  static Contract load(String text, String ending) throws ContractException {
    try {
      Path file = Files.createTempFile("contract", ending);
      try {
        return Contract.load(Files.writeString(file, text));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A contract of one operation: what stands below {@code paths}, indented by two. */
  static String document(String paths) {
    return "openapi: 3.1.0\ninfo: {title: Test, version: '1'}\npaths:\n" + paths;
  }

  static Operation operation(Contract contract, String id) {
    return contract.operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static CallInput body(String json) {
    return body(Buffer.buffer(json));
  }

  static CallInput body(Buffer bytes) {
    MultiMap headers = headers().add("Content-Type", "application/json");
    return new CallInput(Map.of(), query(), headers, bytes);
  }

  static CallInput query(String... namesAndValues) {
    return new CallInput(Map.of(), pairs(namesAndValues), headers(), null);
  }

  static MultiMap pairs(String... namesAndValues) {
    MultiMap map = headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  static MultiMap headers() {
    return MultiMap.caseInsensitiveMultiMap();
  }

  private static MultiMap query() {
    return headers();
  }

  static String data(Checked checked) {
    return assertInstanceOf(Checked.Valid.class, checked, checked::toString).data().toString();
  }

  static Checked.Invalid invalid(Checked checked) {
    return assertInstanceOf(Checked.Invalid.class, checked, checked::toString);
  }
}
