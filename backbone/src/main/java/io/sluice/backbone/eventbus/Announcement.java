package io.sluice.backbone.eventbus;

import io.sluice.backbone.message.MalformedMessageException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a worker node says of one of its services.
 *
 * @param node the cluster's id of the node
 * @param operations what it handles
 * @param capacity how many commands it takes at once
 * @param leaving true when it takes no more
 */
public record Announcement(
    String node, String service, Set<String> operations, int capacity, boolean leaving) {

  public Announcement {
    operations = Set.copyOf(operations);
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is " + capacity + "; it is 1 or more");
    }
  }

  Announcement asLeaving() {
    return new Announcement(node, service, operations, capacity, true);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("node", node)
        .put("service", service)
        .put("operations", new JsonArray(new TreeSet<>(operations).stream().toList()))
        .put("capacity", capacity)
        .put("leaving", leaving);
  }

  /**
   * @throws MalformedMessageException when a member is missing or of another type
   */
  static Announcement fromJson(Object body) {
    try {
      JsonObject json = (JsonObject) body;
      Set<String> operations = new TreeSet<>();
      json.getJsonArray("operations").forEach(one -> operations.add((String) one));
      return new Announcement(
          text(json, "node"),
          text(json, "service"),
          operations,
          json.getInteger("capacity"),
          json.getBoolean("leaving", false));
    } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
      throw new MalformedMessageException("the announcement of a worker cannot be read", e);
    }
  }

  private static String text(JsonObject json, String name) {
    if (json.getValue(name) instanceof String value && !value.isEmpty()) {
      return value;
    }
    throw new MalformedMessageException("the announcement of a worker has no " + name);
  }
}
