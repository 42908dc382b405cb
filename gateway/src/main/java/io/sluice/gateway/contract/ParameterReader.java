package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.networknt.schema.JsonSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the parameters of one operation, its own and those of its path. */
final class ParameterReader {
  private static final Set<String> IGNORED_HEADERS =
      Set.of("accept", "content-type", "authorization");

  private final Refs refs;
  private final Schemas schemas;
  private final FormReader forms;
  private final Faults faults;

  ParameterReader(Refs refs, Schemas schemas, Faults faults) {
    this.refs = refs;
    this.schemas = schemas;
    this.forms = new FormReader(refs, new SchemaTypes(refs), faults);
    this.faults = faults;
  }

  Parameters read(Place pathItem, Place operation, PathTemplate path) {
    Map<String, Place> places = new LinkedHashMap<>();
    collect(pathItem.member("parameters"), places);
    collect(operation.member("parameters"), places);
    List<Parameter> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Place place : places.values()) {
      Optional<Parameter> read = in(place, path).flatMap(in -> parameter(place, in));
      read.ifPresent(parameters::add);
      read.ifPresent(parameter -> nameOnce(parameter, place, names));
    }
    for (String name : path.parameters()) {
      if (!places.containsKey("path " + name)) {
        faults.add(operation, "{" + name + "} undeclared", "a parameter in: path, name: " + name);
      }
    }
    travelOnce(places);
    return new Parameters(parameters);
  }

  private void collect(Place list, Map<String, Place> places) {
    if (list.present() && !list.node().isArray()) {
      faults.add(list, "a list of parameters");
    }
    Set<String> here = new HashSet<>();
    for (Place item : list.items()) {
      Optional<Place> parameter = refs.end(item);
      if (parameter.isPresent()) {
        JsonNode node = parameter.get().node();
        String key = node.path("in").asText() + " " + node.path("name").asText();
        if (!here.add(key)) {
          faults.add(item, Shown.of(key) + " twice", "each parameter once");
        }
        places.put(key, parameter.get());
      }
    }
  }

  /** The members of an object may be query parameters beside others. */
  private void nameOnce(Parameter parameter, Place place, Set<String> names) {
    if (parameter.in() == Parameter.In.QUERY) {
      for (String name : parameter.form().queryNames(parameter.name())) {
        if (!names.add(name)) {
          String found = "the query name " + Shown.of(name) + " again";
          faults.add(place, found, "each name of the query for one parameter");
        }
      }
    }
  }

  /** A name of path and query becomes one member of the data. */
  private void travelOnce(Map<String, Place> places) {
    for (Place place : places.values()) {
      String name = place.node().path("name").asText();
      if (place.node().path("in").asText().equals("query") && places.containsKey("path " + name)) {
        faults.add(
            place.member("name"),
            "a name that no path parameter has: both join the command's data");
      }
    }
  }

  private Optional<Parameter.In> in(Place place, PathTemplate path) {
    String name = place.node().path("name").asText();
    if (!place.node().path("name").isTextual() || name.isEmpty()) {
      faults.add(place.member("name"), "the parameter's name");
      return Optional.empty();
    }
    Place in = place.member("in");
    return switch (in.node().asText()) {
      case "query" -> Optional.of(Parameter.In.QUERY);
      case "header" ->
          isIgnored(name.toLowerCase(Locale.ROOT))
              ? Optional.empty()
              : Optional.of(Parameter.In.HEADER);
      case "path" -> {
        if (!path.parameters().contains(name)) {
          faults.add(place.member("name"), "a {parameter} of the path " + path.text());
        }
        if (!place.node().path("required").equals(BooleanNode.TRUE)) {
          faults.add(place.member("required"), "true, as for every path parameter");
        }
        yield Optional.of(Parameter.In.PATH);
      }
      case "cookie" -> Optional.of(Parameter.In.COOKIE);
      default -> {
        faults.add(in, "path, query, header or cookie");
        yield Optional.empty();
      }
    };
  }

  private static boolean isIgnored(String header) {
    return IGNORED_HEADERS.contains(header) || GatewayHeaders.NAMES.contains(header);
  }

  private Optional<Parameter> parameter(Place place, Parameter.In in) {
    Optional<Place> stated = forms.schema(place);
    if (stated.isEmpty()) {
      return Optional.empty();
    }
    Place schema = stated.get();
    Optional<JsonSchema> compiled = schemas.compile(schema);
    Optional<ValueForm> form = forms.read(place, in, schema);
    return form.flatMap(
            known ->
                compiled.map(
                    rule ->
                        new Parameter(
                            place.node().path("name").textValue(),
                            in,
                            in == Parameter.In.PATH || faults.flag(place.member("required"), false),
                            faults.flag(place.member("allowEmptyValue"), false)
                                && in == Parameter.In.QUERY,
                            known,
                            refs.end(schema).map(end -> end.node().get("default")).orElse(null),
                            rule)))
        .filter(parameter -> defaultHolds(parameter, schema));
  }

  private boolean defaultHolds(Parameter parameter, Place schema) {
    JsonNode otherwise = parameter.otherwise();
    if (otherwise == null) {
      return true;
    }
    List<InputFault> wrong = SchemaRule.check(parameter.schema(), otherwise, SchemaRule.Depth.ALL);
    Place place = refs.end(schema).orElse(schema).member("default");
    wrong.forEach(fault -> faults.add(place, "a default against its schema", fault.detail()));
    return wrong.isEmpty();
  }
}
