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

  /** So many connections, which call in turn: {@value #UNDER_WAY} calls are under way. */
  record Turns(int connections) implements Load {

    static final int UNDER_WAY = 64;

    public Turns {
      requirePositive(connections);
    }

    @Override
    public String name() {
      return "t" + connections;
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
   * Reads what {@link #name()} gives: {@code c64}, {@code t10000} or {@code r1000}.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  static Load parse(String name) {
    Matcher parts = Pattern.compile("([ctr])([1-9]\\d{0,5})").matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          name
              + " is no load; c64 keeps 64 calls under way, t10000 the same in turn over 10000"
              + " connections, r1000 sends 1000 a second");
    }
    int number = Integer.parseInt(parts.group(2));
    return switch (parts.group(1)) {
      case "c" -> new Closed(number);
      case "t" -> new Turns(number);
      default -> new Open(number);
    };
  }

  private static void requirePositive(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("a load is " + number + "; it is 1 or more");
    }
  }
}
