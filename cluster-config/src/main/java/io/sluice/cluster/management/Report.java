package io.sluice.cluster.management;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a probe found, and how it is told. */
record Report(List<Finding> findings) {

  /** One part's answer. */
  record Finding(String name, Health health) {

    boolean isUp() {
      return health instanceof Health.Up;
    }

    private JsonObject toJson() {
      var json = new JsonObject().put("name", name).put("status", isUp() ? "up" : "down");
      return switch (health) {
        case Health.Up up -> json;
        case Health.Down(String reason) -> json.put("reason", reason);
      };
    }
  }

  Report {
    findings = List.copyOf(findings);
  }

  boolean isUp() {
    return findings.stream().allMatch(Finding::isUp);
  }

  JsonObject toJson() {
    var components = new JsonArray(findings.stream().map(Finding::toJson).toList());
    return new JsonObject().put("status", isUp() ? "up" : "down").put("components", components);
  }
}
