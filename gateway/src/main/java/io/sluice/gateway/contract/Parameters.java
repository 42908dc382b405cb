package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All parameters of an operation; those of path and query become members of the data. */
final class Parameters {
  private final List<Parameter> all;
  private final Set<String> query;
  private final Set<String> travelling;

  Parameters(List<Parameter> all) {
    this.all = List.copyOf(all);
    this.query =
        all.stream()
            .filter(parameter -> parameter.in() == Parameter.In.QUERY)
            .map(Parameter::name)
            .collect(Collectors.toUnmodifiableSet());
    this.travelling =
        all.stream()
            .filter(parameter -> parameter.in() != Parameter.In.HEADER)
            .map(Parameter::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The names that the data gets from path and query. */
  Set<String> travelling() {
    return travelling;
  }

  /** Reads every parameter, in the contract's order, and refuses query names it does not know. */
  ObjectNode read(CallInput input, List<InputFault> faults) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    Map<String, List<String>> given = query(input.query(), faults);
    for (Parameter parameter : all) {
      var value = parameter.read(texts(parameter, input, given), faults);
      if (value.isPresent() && parameter.in() != Parameter.In.HEADER) {
        members.set(parameter.name(), value.get());
      }
    }
    return members;
  }

  private static List<String> texts(
      Parameter parameter, CallInput input, Map<String, List<String>> query) {
    return switch (parameter.in()) {
      case PATH -> {
        String text = input.pathParameters().get(parameter.name());
        yield text == null ? List.of() : List.of(text);
      }
      case QUERY -> query.getOrDefault(parameter.name(), List.of());
      case HEADER -> input.headers().getAll(parameter.name());
    };
  }

  private Map<String, List<String>> query(MultiMap given, List<InputFault> faults) {
    if (given.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> values = new HashMap<>();
    Set<String> unknown = new HashSet<>();
    for (Map.Entry<String, String> entry : given) {
      if (query.contains(entry.getKey())) {
        values.computeIfAbsent(entry.getKey(), name -> new ArrayList<>(1)).add(entry.getValue());
      } else if (faults.size() < Checked.Invalid.MOST_FAULTS && unknown.add(entry.getKey())) {
        faults.add(unknown(entry.getKey()));
      }
    }
    return values;
  }

  private InputFault unknown(String name) {
    String shown = Shown.of(name);
    String allowed =
        query.isEmpty()
            ? "this operation takes none"
            : "allowed: " + query.stream().sorted().collect(Collectors.joining(", "));
    return InputFault.inParameter(
        "query." + shown.substring(1, shown.length() - 1),
        "is not a parameter of this operation; " + allowed);
  }
}
