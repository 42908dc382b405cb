package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A node of the contract and the JSON pointer of where it stands; the node may be missing. */
record Place(JsonNode node, String pointer) {
  Place member(String name) {
    return new Place(node.path(name), pointer + "/" + escape(name));
  }

  boolean present() {
    return !node.isMissingNode();
  }

  /** The last segment of the pointer: the name of this member in its object. */
  String name() {
    String last = pointer.substring(pointer.lastIndexOf('/') + 1);
    return last.replace("~1", "/").replace("~0", "~");
  }

  List<Place> members() {
    List<Place> members = new ArrayList<>(node.size());
    node.fieldNames().forEachRemaining(name -> members.add(member(name)));
    return members;
  }

  List<Place> items() {
    List<Place> items = new ArrayList<>(node.size());
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      items.add(new Place(node.get(index), pointer + "/" + index));
    }
    return items;
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
