package io.sluice.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How calls arrive. */
public sealed interface Load {

  /** As reports and options write it. */
  String name();

  /** So many connections, on each the next call when the one before is answered. */
  record Closed(int connections) implements Load {

    public Closed {
      requirePositive(connections);
    }

    @Override
    public String name() {
      return "c" + connections;
    }
  }

  /** So many calls a second, evenly, whether or not the ones before are answered. */
  record Open(int perSecond) implements Load {

    public Open {
      requirePositive(perSecond);
    }

    @Override
    public String name() {
      return "r" + perSecond;
    }
  }

  /**
   * Reads what {@link #name()} gives: {@code c64} or {@code r1000}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Load parse(String name) {
    Matcher parts = Pattern.compile("([cr])([1-9]\\d{0,5})").matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          name + " is no load; c64 keeps 64 calls under way, r1000 sends 1000 a second");
    }
    int number = Integer.parseInt(parts.group(2));
    return parts.group(1).equals("c") ? new Closed(number) : new Open(number);
  }

  private static void requirePositive(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("a load is " + number + "; it is 1 or more");
    }
  }
}
