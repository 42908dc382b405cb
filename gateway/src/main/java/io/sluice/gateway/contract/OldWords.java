package io.sluice.gateway.contract;

/**
 * Finds words of OpenAPI 3.0 in the schemas of a 3.1 document. They are without effect there, and
 * their author thinks otherwise.
 */
final class OldWords {
  private final Faults faults;

  OldWords(Faults faults) {
    this.faults = faults;
  }

  void check(Place place) {
    Place nullable = place.member("nullable");
    if (nullable.present()) {
      faults.add(
          nullable, "the key \"nullable\" of OpenAPI 3.0", "type: [string, 'null'] and so on");
    }
    for (Place member : place.members()) {
      if (Part.isData(member)) {
        continue;
      }
      if (Part.named(member).isPresent()) {
        member.members().forEach(this::check);
      } else {
        check(member);
      }
    }
    place.items().forEach(this::check);
  }
}
