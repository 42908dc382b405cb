package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Follows a contract's local references; what cannot be followed is told by {@link RefCheck}. */
final class Refs {
  private final JsonNode root;

  Refs(JsonNode root) {
    this.root = root;
  }

  Place root() {
    return new Place(root, "");
  }

  /** Where the chain of references ends; empty where it is broken or runs in a circle. */
  Optional<Place> end(Place place) {
    Set<String> seen = new HashSet<>();
    Place at = place;
    while (at.node().path("$ref").isTextual()) {
      Optional<Place> next = next(at);
      if (next.isEmpty() || !seen.add(next.get().pointer())) {
        return Optional.empty();
      }
      at = next.get();
    }
    return at.present() ? Optional.of(at) : Optional.empty();
  }

  /** Where the reference of this place leads, one step; empty if it has none or it is broken. */
  Optional<Place> next(Place place) {
    JsonNode ref = place.node().path("$ref");
    return ref.isTextual()
        ? Reference.parse(ref.textValue())
            .filter(reference -> reference.file().isEmpty())
            .map(reference -> new Place(root.at(reference.pointer()), reference.pointer()))
        : Optional.empty();
  }
}
