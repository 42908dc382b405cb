package io.sluice.gateway.auth;

import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.ContractException;
import io.sluice.gateway.contract.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Contracts of one operation that needs scopes. */
final class Scopes {

  private Scopes() {}

  static Operation operation(String scopes) {
    return contract(scopes).operations().getFirst();
  }

  static Contract contract(String scopes) {
    String text =
        """
        openapi: 3.1.0
        info: {title: Test, version: '1'}
        paths:
          /a: {get: {operationId: a, x-sluice: {service: s, transport: event-bus, scopes: [%s]}}}
        """
            .formatted(scopes);
    try {
      Path file = Files.createTempFile("contract", ".yaml");
      try {
        return Contract.load(Files.writeString(file, text));
      } finally {
        Files.delete(file);
      }
    } catch (ContractException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
