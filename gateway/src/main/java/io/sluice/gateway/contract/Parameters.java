package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All parameters of an operation; those of path and query become members of the data. */
final class Parameters {
  private final List<Parameter> all;
  private final Set<String> query;
  private final List<String> openPrefixes;
  private final Set<String> travelling;

  Parameters(List<Parameter> all) {
    this.all = List.copyOf(all);
    this.query =
        all.stream()
            .filter(parameter -> parameter.in() == Parameter.In.QUERY)
            .flatMap(parameter -> parameter.form().queryNames(parameter.name()).stream())
            .collect(Collectors.toUnmodifiableSet());
    this.openPrefixes =
        all.stream()
            .filter(
                parameter ->
                    parameter.form() instanceof ValueForm.Deep(ValueForm.Members members)
                        && members.others() != null)
            .map(parameter -> parameter.name() + "[")
            .toList();
    this.travelling =
        all.stream()
            .filter(parameter -> parameter.in().travels())
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
    CallTexts call = new CallTexts(input, query(input.query(), faults));
    for (Parameter parameter : all) {
      Optional<JsonNode> value = parameter.read(call, faults);
      if (value.isPresent() && parameter.in().travels()) {
        members.set(parameter.name(), value.get());
      }
    }
    return members;
  }

  private Map<String, List<String>> query(MultiMap given, List<InputFault> faults) {
    if (given.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    Set<String> unknown = new HashSet<>();
    for (Map.Entry<String, String> entry : given) {
      if (isKnown(entry.getKey())) {
        values.computeIfAbsent(entry.getKey(), name -> new ArrayList<>(1)).add(entry.getValue());
      } else if (faults.size() < Checked.Invalid.MOST_FAULTS && unknown.add(entry.getKey())) {
        faults.add(unknown(entry.getKey()));
      }
    }
    return values;
  }

  private boolean isKnown(String name) {
    return query.contains(name)
        || (!openPrefixes.isEmpty()
            && name.indexOf(']') == name.length() - 1
            && openPrefixes.stream().anyMatch(name::startsWith));
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
