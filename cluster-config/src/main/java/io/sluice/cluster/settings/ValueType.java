package io.sluice.cluster.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a setting's text may be.
 *
 * @param allowed for people: "a whole number from 0 to 65535"
 * @param parser throws {@link IllegalArgumentException} for any other text
 */
public record ValueType<T>(String allowed, Function<String, T> parser) {

  /** Text that is not blank. */
  public static ValueType<String> text() {
    return new ValueType<>("text that is not empty", text -> require(text, !text.isBlank()));
  }

  public static ValueType<Integer> integer(int least, int most) {
    return new ValueType<>(
        "a whole number from " + least + " to " + most,
        text -> within(Integer.valueOf(text), value -> value >= least && value <= most));
  }

  public static ValueType<Duration> duration(Duration least, Duration most) {
    return new ValueType<>(
        "a duration with its unit (ms, s, m, h) from " + shown(least) + " to " + shown(most),
        text ->
            within(
                DurationText.parse(text),
                value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0));
  }

  /** A size in bytes. */
  public static ValueType<Integer> size(String least, String most) {
    long lowest = SizeText.parse(least);
    long highest = SizeText.parse(most);
    return new ValueType<>(
        "a size with its unit (B, KB, MB) from " + least + " to " + most,
        text ->
            Math.toIntExact(
                within(SizeText.parse(text), value -> value >= lowest && value <= highest)));
  }

  public static ValueType<Path> path() {
    return new ValueType<>(
        "the path of a file or folder", text -> Path.of(require(text, !text.isBlank())));
  }

  /** A SHA-256 in hex. */
  public static ValueType<String> sha256() {
    return new ValueType<>("64 hex digits", text -> require(text, text.matches("[0-9a-fA-F]{64}")));
  }

  /** One of these words. */
  public static ValueType<String> oneOf(String... words) {
    List<String> known = List.of(words);
    return new ValueType<>(
        "one of " + String.join(", ", known), text -> require(text, known.contains(text)));
  }

  /** Several values: a list in the file, separated by commas in the environment. */
  public static <E> ValueType<List<E>> listOf(ValueType<E> element) {
    return new ValueType<>(
        "a list, each " + element.allowed(),
        text ->
            text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(element.parser())
                    .toList());
  }

  private static String require(String text, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static <V> V within(V value, Predicate<V> bounds) {
    if (!bounds.test(value)) {
      throw new IllegalArgumentException(value.toString());
    }
    return value;
  }

  private static String shown(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSeconds() % 60 != 0) {
      return duration.toSeconds() + "s";
    }
    return duration.toMinutes() % 60 == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
  }
}
