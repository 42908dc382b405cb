package io.sluice.gateway.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The contract's paths as a tree of segments: a request costs its own length, nothing else. */
final class PathTree {
  private static final Match NOT_FOUND = new Match.NotFound();
  private static final Match MALFORMED = new Match.Malformed();

  private final Node root = new Node();

  PathTree(List<Operation> operations) {
    operations.forEach(this::add);
  }

  private void add(Operation operation) {
    Node node = root;
    for (PathTemplate.Segment segment : operation.template().segments()) {
      node =
          switch (segment) {
            case PathTemplate.Segment.Literal(String text) ->
                node.literals.computeIfAbsent(text, key -> new Node());
            case PathTemplate.Segment.Parameter parameter -> node.template();
          };
    }
    node.operations.put(operation.method(), operation);
  }

  Match match(String method, String path) {
    Optional<List<String>> segments = RequestPath.segments(path);
    if (segments.isEmpty()) {
      return MALFORMED;
    }
    Node node = find(root, segments.get(), 0);
    if (node == null) {
      return NOT_FOUND;
    }
    Operation operation = node.operations.get(method);
    return operation == null
        ? new Match.MethodNotAllowed(List.copyOf(node.operations.keySet()))
        : new Match.Found(operation, parameters(operation.template(), segments.get()));
  }

  private static @Nullable Node find(Node node, List<String> segments, int depth) {
    if (depth == segments.size()) {
      return node.operations.isEmpty() ? null : node;
    }
    String segment = segments.get(depth);
    Node literal = node.literals.get(segment);
    Node found = literal == null ? null : find(literal, segments, depth + 1);
    return found != null || node.template == null || segment.isEmpty()
        ? found
        : find(node.template, segments, depth + 1);
  }

  private static Map<String, String> parameters(PathTemplate template, List<String> segments) {
    Map<String, String> parameters = Map.of();
    for (int i = 0; i < segments.size(); i++) {
      if (template.segments().get(i) instanceof PathTemplate.Segment.Parameter(String name)) {
        parameters = parameters.isEmpty() ? new HashMap<>(4) : parameters;
        parameters.put(name, segments.get(i));
      }
    }
    return parameters;
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Operation> operations = new TreeMap<>();
    private @Nullable Node template;

    private Node template() {
      Node node = template == null ? new Node() : template;
      template = node;
      return node;
    }
  }
}
