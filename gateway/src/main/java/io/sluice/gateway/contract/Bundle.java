package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Makes one document of a contract's files: what a reference to another file names becomes a
 * component, a path item takes the place of its reference. References of the main file into itself
 * stay as they are; {@link RefCheck} looks at them.
 */
final class Bundle {
  private final ContractFile main;
  private final Library library;
  private final Origins origins;
  private final ObjectNode root;
  private final Map<Target, String> pointers = new HashMap<>();
  private final Queue<Pending> pending = new ArrayDeque<>();

  private Bundle(ContractFile main, Library library, Origins origins) {
    this.main = main;
    this.library = library;
    this.origins = origins;
    this.root = main.root().deepCopy();
  }

  /** The whole document; a reference that could not be followed is a fault and stays. */
  static ObjectNode of(ContractFile main, Library library, Origins origins) {
    Bundle bundle = new Bundle(main, library, origins);
    bundle.fill();
    return bundle.root;
  }

  private record Target(Part part, ContractFile file, String pointer) {
    JsonNode node() {
      return file.root().at(pointer);
    }
  }

  private record Pending(Target target, String pointer) {}

  private void fill() {
    walk(main, new Place(root, ""), Part.SCHEMA);
    // Only now may the document grow: the walk above takes all that is there for the main file's.
    for (Pending next = pending.poll(); next != null; next = pending.poll()) {
      Target target = next.target();
      JsonNode copy = target.node().deepCopy();
      Place folder = new Place(root, "").member("components").member(target.part().folder());
      root.withObject(folder.pointer()).set(new Place(copy, next.pointer()).name(), copy);
      part(target.file(), new Place(copy, next.pointer()), target.part());
    }
  }

  private void part(ContractFile in, Place place, Part part) {
    if (part == Part.CALLBACK && !place.node().has("$ref")) {
      place.members().forEach(item -> pathItem(in, place, item));
    } else {
      walk(in, place, part);
    }
  }

  private void walk(ContractFile in, Place place, Part part) {
    if (place.node() instanceof ObjectNode object && object.path("$ref").isTextual()) {
      target(in, place, part).ifPresent(target -> object.put("$ref", "#" + pointer(target)));
    }
    for (Place member : place.members()) {
      Optional<Part> named = Part.named(member);
      if (Part.isData(member)) {
        continue;
      }
      if (named.isEmpty()) {
        walk(in, member, Part.single(member));
      } else if (named.get() == Part.PATH_ITEM) {
        member.members().forEach(item -> pathItem(in, member, item));
      } else {
        member.members().forEach(one -> part(in, one, named.get()));
      }
    }
    place.items().forEach(item -> walk(in, item, part));
  }

  /** Before 3.1 a document has no place for path items of its own: the file's content goes here. */
  private void pathItem(ContractFile in, Place owner, Place item) {
    ContractFile file = in;
    Place at = item;
    Set<Target> seen = new HashSet<>();
    while (at.node().path("$ref").isTextual()) {
      Optional<Target> found = target(file, at, Part.PATH_ITEM);
      if (found.isEmpty()) {
        break;
      }
      Target target = found.get();
      if (!seen.add(target)) {
        library.refuse(at.member("$ref"), "which leads in a circle");
        break;
      }
      if (target.file().isMain()) {
        ((ObjectNode) at.node()).put("$ref", "#" + target.pointer());
        break;
      }
      JsonNode copy = target.node().deepCopy();
      ((ObjectNode) owner.node()).set(item.name(), copy);
      origins.putBelow(item.pointer(), new Origin(target.file(), target.pointer()));
      file = target.file();
      at = new Place(copy, item.pointer());
    }
    walkInto(file, at);
  }

  private void walkInto(ContractFile file, Place item) {
    if (!item.node().path("$ref").isTextual()) {
      walk(file, item, Part.PATH_ITEM);
    }
  }

  /** What the reference of this place names; empty if it is the main file's own or a fault. */
  private Optional<Target> target(ContractFile in, Place place, Part part) {
    Place ref = place.member("$ref");
    Optional<Reference> reference = Reference.parse(ref.node().textValue());
    if (in.isMain() && (reference.isEmpty() || reference.get().file().isEmpty())) {
      return Optional.empty();
    }
    if (reference.isEmpty()) {
      return refused(place, "which is no reference");
    }
    String pointer = reference.get().pointer();
    Optional<Target> target =
        library.open(in, reference.get().file(), ref).map(file -> new Target(part, file, pointer));
    if (target.isPresent() && target.get().node().isMissingNode()) {
      return refused(place, "which leads nowhere");
    }
    return target;
  }

  /** What is told here must not be looked for in the whole document, where it means another. */
  private Optional<Target> refused(Place place, String why) {
    Place ref = place.member("$ref");
    library.refuse(ref, why);
    ((ObjectNode) place.node()).put("$ref", "./" + ref.node().textValue());
    return Optional.empty();
  }

  private String pointer(Target target) {
    if (target.file().isMain()) {
      return target.pointer();
    }
    String known = pointers.get(target);
    if (known != null) {
      return known;
    }
    String pointer = free(target);
    pointers.put(target, pointer);
    pending.add(new Pending(target, pointer));
    origins.put(pointer, new Origin(target.file(), target.pointer()));
    return pointer;
  }

  /** A component's pointer that nothing has yet, named after what stands there. */
  private String free(Target target) {
    String last =
        target.pointer().isEmpty()
            ? String.valueOf(target.file().path().getFileName()).replaceFirst("\\.[^.]*$", "")
            : new Place(target.node(), target.pointer()).name();
    String name = last.replaceAll("[^A-Za-z0-9._-]", "_");
    String folder = "/components/" + target.part().folder() + "/";
    String pointer = folder + name;
    for (int i = 2; !root.at(pointer).isMissingNode() || pointers.containsValue(pointer); i++) {
      pointer = folder + name + "_" + i;
    }
    return pointer;
  }
}
