package io.sluice.system.transport;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the worker saw, and the handles by which a test steers it. Thread-safe. */
final class Probe {

  private final Map<String, Promise<JsonObject>> held = new ConcurrentHashMap<>();
  private final Map<String, List<Promise<JsonObject>>> meetings = new ConcurrentHashMap<>();
  private final Map<String, Integer> sizes = new ConcurrentHashMap<>();
  private final Map<String, Integer> runs = new ConcurrentHashMap<>();

  /** One run of the handler of {@code nonce}. */
  void ran(String nonce) {
    runs.merge(nonce, 1, Integer::sum);
  }

  int runs(String nonce) {
    return runs.getOrDefault(nonce, 0);
  }

  Promise<JsonObject> hold(String nonce) {
    return held.computeIfAbsent(nonce, absent -> Promise.promise());
  }

  /** Lets the held handler of {@code nonce} answer. */
  void release(String nonce) {
    hold(nonce).complete(new JsonObject().put("nonce", nonce));
  }

  /** Handlers at this place wait until so many are there. */
  void expectAt(String place, int size) {
    sizes.put(place, size);
  }

  /** Completes when all that are expected at the place have come. */
  Promise<JsonObject> meet(String place) {
    Promise<JsonObject> mine = Promise.promise();
    List<Promise<JsonObject>> all = meetings.computeIfAbsent(place, absent -> new ArrayList<>());
    List<Promise<JsonObject>> complete = List.of();
    synchronized (all) {
      all.add(mine);
      if (all.size() == sizes.getOrDefault(place, 1)) {
        complete = List.copyOf(all);
      }
    }
    complete.forEach(one -> one.complete(new JsonObject()));
    return mine;
  }
}
