package io.sluice.gateway.contract;

import java.util.Set;

/** Finds every reference of a contract that leads nowhere, and what would move a schema's base. */
final class RefCheck {
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
      } else if (names || !Part.isData(member)) {
        whole &= check(member, !names && Part.named(member).isPresent());
      }
    }
    for (Place item : place.items()) {
      whole &= check(item, false);
    }
    return whole;
  }

  private boolean leadsSomewhere(Place owner, Place ref) {
    if (!ref.node().textValue().startsWith("#")) {
      return false; // The bundle has told why it could not follow this one.
    }
    if (refs.end(owner).isEmpty() || loops.comesBack(owner)) {
      String found = faults.written(ref) + ", which leads nowhere or in a circle";
      faults.add(ref, found, Reference.ALLOWED);
      return false;
    }
    return true;
  }
}
