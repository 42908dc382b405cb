package io.sluice.gateway.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds schemas that apply themselves to the same value again: to measure by one never ends. */
final class SchemaLoops {
  private static final List<String> ONE = List.of("not", "if", "then", "else");
  private static final List<String> MANY = List.of("allOf", "anyOf", "oneOf");

  private final Refs refs;

  SchemaLoops(Refs refs) {
    this.refs = refs;
  }

  /** Whether the reference that this schema is comes back to it without going into the value. */
  boolean comesBack(Place schema) {
    return reaches(schema, schema.pointer(), new HashSet<>());
  }

  private boolean reaches(Place from, String goal, Set<String> seen) {
    Optional<Place> end = refs.next(from);
    if (end.isPresent() && step(end.get(), goal, seen)) {
      return true;
    }
    return ONE.stream().anyMatch(name -> step(from.member(name), goal, seen))
        || MANY.stream()
            .flatMap(name -> from.member(name).items().stream())
            .anyMatch(part -> step(part, goal, seen))
        || from.member("dependentSchemas").members().stream()
            .anyMatch(part -> step(part, goal, seen));
  }

  private boolean step(Place to, String goal, Set<String> seen) {
    return to.pointer().equals(goal)
        || (to.present() && seen.add(to.pointer()) && reaches(to, goal, seen));
  }
}
