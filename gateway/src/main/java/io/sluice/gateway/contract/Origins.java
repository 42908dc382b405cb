package io.sluice.gateway.contract;

import java.util.HashMap;
import java.util.Map;

/** Leads from a place of the bundled document back to the file that it was read from. */
final class Origins {
  private final Origin main;
  private final Map<String, Origin> parts = new HashMap<>();

  Origins(ContractFile main) {
    this.main = new Origin(main, "");
  }

  /** This place and all below it stand in another file. */
  void put(String pointer, Origin origin) {
    parts.put(pointer, origin);
  }

  /** All below this place stands in another file; its own name stays where it was. */
  void putBelow(String pointer, Origin origin) {
    parts.put(pointer + "/", origin);
  }

  Origin of(String pointer) {
    Origin exact = parts.get(pointer);
    if (exact != null) {
      return exact;
    }
    for (int slash = pointer.lastIndexOf('/'); slash >= 0; slash = before(pointer, slash)) {
      String above = pointer.substring(0, slash);
      Origin origin = parts.getOrDefault(above + "/", parts.get(above));
      if (origin != null) {
        return origin.below(pointer.substring(slash));
      }
    }
    return main.below(pointer);
  }

  private static int before(String pointer, int slash) {
    return pointer.lastIndexOf('/', slash - 1);
  }
}
