package io.sluice.gateway.contract;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is wrong while a contract is read, so that all of it can be told at once. */
final class Faults {
  private final String file;
  private final Map<String, Integer> lines;
  private final Set<ContractFault> faults = new LinkedHashSet<>();

  Faults(String file, Map<String, Integer> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** What is there is not allowed. */
  void add(Place place, String allowed) {
    add(place, Shown.of(place.node()), allowed);
  }

  void add(Place place, String found, String allowed) {
    faults.add(
        new ContractFault(file, line(place.pointer()), "#" + place.pointer(), found, allowed));
  }

  boolean none() {
    return faults.isEmpty();
  }

  List<ContractFault> inFileOrder() {
    return faults.stream().sorted(Comparator.comparingInt(ContractFault::line)).toList();
  }

  private int line(String pointer) {
    String around = pointer;
    while (!around.isEmpty() && !lines.containsKey(around)) {
      around = around.substring(0, around.lastIndexOf('/'));
    }
    return lines.getOrDefault(around, 1);
  }
}
