package io.sluice.gateway.contract;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads which scopes a caller needs. */
final class ScopesReader {
  private final Faults faults;

  ScopesReader(Faults faults) {
    this.faults = faults;
  }

  /** In the contract's order; empty if a fault was added. */
  Optional<Set<String>> read(Place scopes) {
    if (!scopes.present()) {
      return Optional.of(Set.of());
    }
    if (!scopes.node().isArray()) {
      faults.add(scopes, "a list of scopes: [orders.write]");
      return Optional.empty();
    }
    Set<String> read = new LinkedHashSet<>();
    boolean sound = true;
    for (Place one : scopes.items()) {
      if (!one.node().isTextual() || !ScopeText.isScope(one.node().textValue())) {
        faults.add(one, ScopeText.ALLOWED);
        sound = false;
      } else if (!read.add(one.node().textValue())) {
        faults.add(one, Shown.of(one.node()) + " again", "each scope once");
        sound = false;
      }
    }
    return sound ? Optional.of(Collections.unmodifiableSet(read)) : Optional.empty();
  }
}
