package io.sluice.gateway.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of the contract, such as {@code /orders/{orderId}}.
 *
 * @param text as the contract writes it
 * @param segments its literals, decoded, and its parameters, in order
 */
record PathTemplate(String text, List<Segment> segments) {
  static final String ALLOWED =
      "/ and segments between slashes, each a text or one {parameter}; no empty segment, no"
          + " parameter twice";

  private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.-]*)}");

  sealed interface Segment {
    record Literal(String text) implements Segment {}

    record Parameter(String name) implements Segment {}
  }

  static Optional<PathTemplate> parse(String text) {
    List<Segment> segments = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Optional<List<String>> texts = RequestPath.segments(text);
    if (texts.isEmpty()) {
      return Optional.empty();
    }
    for (String segment : texts.get()) {
      Matcher parameter = PARAMETER.matcher(segment);
      if (parameter.matches() && names.add(parameter.group(1))) {
        segments.add(new Segment.Parameter(parameter.group(1)));
      } else if (segment.isEmpty() || segment.contains("{") || segment.contains("}")) {
        return Optional.empty();
      } else {
        segments.add(new Segment.Literal(segment));
      }
    }
    return Optional.of(new PathTemplate(text, List.copyOf(segments)));
  }

  List<String> parameters() {
    List<String> names = new ArrayList<>();
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Parameter(String name) -> names.add(name);
        case Segment.Literal literal -> {}
      }
    }
    return names;
  }

  /** Equal for templates that the same requests match: the names of parameters do not count. */
  String shape() {
    StringBuilder shape = new StringBuilder();
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Parameter parameter -> shape.append("/{}");
        case Segment.Literal(String literal) -> shape.append('/').append(literal);
      }
    }
    return shape.toString();
  }
}
