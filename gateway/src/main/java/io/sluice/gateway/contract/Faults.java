package io.sluice.gateway.contract;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while a contract is read, so that all of it can be told at once. */
final class Faults {
  private final Origins origins;
  private final Set<ContractFault> faults = new LinkedHashSet<>();

  Faults(Origins origins) {
    this.origins = origins;
  }

  /** What is there is not allowed. */
  void add(Place place, String allowed) {
    add(place, Shown.of(place.node()), allowed);
  }

  void add(Place place, String found, String allowed) {
    Origin origin = origins.of(place.pointer());
    faults.add(
        new ContractFault(
            origin.file().name(), origin.line(), "#" + origin.pointer(), found, allowed));
  }

  /** A true or false; whatever else stands there is a fault. */
  boolean flag(Place place, boolean otherwise) {
    if (place.node().isBoolean()) {
      return place.node().booleanValue();
    }
    if (place.present()) {
      add(place, "true or false");
    }
    return otherwise;
  }

  void addAll(List<ContractFault> others) {
    faults.addAll(others);
  }

  /** The place's text as its author wrote it: bundling changes references. */
  String written(Place place) {
    return Shown.of(origins.of(place.pointer()).node());
  }

  /** A place as another fault's message names it. */
  String told(String pointer) {
    Origin origin = origins.of(pointer);
    return origin.file().isMain()
        ? "#" + origin.pointer()
        : origin.file().name() + "#" + origin.pointer();
  }

  boolean none() {
    return faults.isEmpty();
  }

  /** File after file as given, each from its first line to its last. */
  List<ContractFault> inOrder(List<String> files) {
    return faults.stream()
        .sorted(
            Comparator.<ContractFault>comparingInt(fault -> files.indexOf(fault.file()))
                .thenComparingInt(ContractFault::line))
        .toList();
  }
}
