package io.sluice.gateway.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts that one call has for its parameters. */
final class CallTexts {
  private final CallInput input;
  private final Map<String, List<String>> query;
  private @Nullable Map<String, String> cookies;

  /**
   * The texts of one call.
   *
   * @param query the values by name, only of names that the contract knows
   */
  CallTexts(CallInput input, Map<String, List<String>> query) {
    this.input = input;
    this.query = query;
  }

  /** None if the parameter is not there. */
  List<String> of(Parameter parameter) {
    return switch (parameter.in()) {
      case PATH -> oneOrNone(input.pathParameters().get(parameter.name()));
      case QUERY -> query.getOrDefault(parameter.name(), List.of());
      case HEADER -> header(parameter);
      case COOKIE -> oneOrNone(cookies().get(parameter.name()));
    };
  }

  /** The members that stand in the query under their own names. */
  Map<String, List<String>> spread(ValueForm.Members members) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    for (String name : members.types().keySet()) {
      List<String> given = query.get(name);
      if (given != null) {
        texts.put(name, given);
      }
    }
    return texts;
  }

  /** The members that stand in the query as {@code name[member]}. */
  Map<String, List<String>> deep(String name) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    String start = name + "[";
    query.forEach(
        (key, given) -> {
          if (key.startsWith(start) && key.endsWith("]")) {
            texts.put(key.substring(start.length(), key.length() - 1), given);
          }
        });
    return texts;
  }

  /** A list may stand in several lines (RFC 9110 §5.3). */
  private List<String> header(Parameter parameter) {
    List<String> lines = input.headers().getAll(parameter.name());
    boolean isList =
        switch (parameter.form()) {
          case ValueForm.Listed listed -> true;
          case ValueForm.Pairs pairs -> true;
          case ValueForm.One one -> false;
          case ValueForm.Json json -> false;
          case ValueForm.Repeated repeated -> false;
          case ValueForm.Spread spread -> false;
          case ValueForm.Deep deep -> false;
        };
    return isList && !lines.isEmpty()
        ? List.of(HeaderText.withoutSpace(String.join(",", lines)))
        : lines;
  }

  private Map<String, String> cookies() {
    Map<String, String> known = cookies;
    if (known == null) {
      known = HeaderText.cookies(input.headers().getAll("cookie"));
      cookies = known;
    }
    return known;
  }

  private static List<String> oneOrNone(@Nullable String text) {
    return text == null ? List.of() : List.of(text);
  }
}
