package io.sluice.gateway.contract;

import java.util.Set;

/** Finds every reference of a contract that leads nowhere, and what would move a schema's base. */
final class RefCheck {
  private static final String ALLOWED = "a reference into this file, #/components/…";
  private static final Set<String> DATA =
      Set.of("example", "examples", "default", "enum", "const", "x-sluice");
  private static final Set<String> NAMED =
      Set.of(
          "properties",
          "patternProperties",
          "dependentSchemas",
          "$defs",
          "schemas",
          "responses",
          "parameters",
          "headers",
          "requestBodies",
          "content",
          "paths",
          "pathItems");
  private static final Set<String> MOVING =
      Set.of("$id", "$anchor", "$dynamicRef", "$dynamicAnchor");

  private final Refs refs;
  private final Faults faults;
  private final SchemaLoops loops;

  RefCheck(Refs refs, Faults faults) {
    this.refs = refs;
    this.faults = faults;
    this.loops = new SchemaLoops(refs);
  }

  /** Returns whether all references can be followed. */
  boolean run() {
    return check(refs.root(), false);
  }

  private boolean check(Place place, boolean names) {
    boolean whole = true;
    for (Place member : place.members()) {
      String name = member.name();
      if (!names && name.equals("$ref") && member.node().isTextual()) {
        whole &= leadsSomewhere(place, member);
      } else if (!names && MOVING.contains(name) && member.node().isTextual()) {
        faults.add(member, name + " is not supported yet; a reference is #/components/…");
        whole = false;
      } else if (names || !DATA.contains(name)) {
        whole &= check(member, !names && NAMED.contains(name));
      }
    }
    for (Place item : place.items()) {
      whole &= check(item, false);
    }
    return whole;
  }

  private boolean leadsSomewhere(Place owner, Place ref) {
    String text = ref.node().textValue();
    if (!text.startsWith("#")) {
      faults.add(ref, ALLOWED + "; references to other files are not supported yet");
    } else if (refs.end(owner).isEmpty() || loops.comesBack(owner)) {
      faults.add(ref, Shown.of(text) + ", which leads nowhere or in a circle", ALLOWED);
    } else {
      return true;
    }
    return false;
  }
}
