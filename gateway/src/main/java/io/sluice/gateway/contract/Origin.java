package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a part of the bundled document was written. */
record Origin(ContractFile file, String pointer) {
  Origin below(String rest) {
    return new Origin(file, pointer + rest);
  }

  JsonNode node() {
    return file.root().at(pointer);
  }

  /** The line of the place, or of the nearest thing around it that exists. */
  int line() {
    String around = pointer;
    while (!around.isEmpty() && !file.lines().containsKey(around)) {
      around = around.substring(0, around.lastIndexOf('/'));
    }
    return file.lines().getOrDefault(around, 1);
  }
}
