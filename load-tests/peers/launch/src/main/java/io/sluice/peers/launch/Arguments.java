package io.sluice.peers.launch;

import java.util.HashMap;
import java.util.Map;

/**
 * The arguments {@code --name value} that each program is started with. A name that a program does
 * not know is no fault: all of them get the same line.
 */
public final class Arguments {

  private final Map<String, String> values;

  private Arguments(Map<String, String> values) {
    this.values = values;
  }

  public static Arguments of(String... args) {
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException("arguments come in pairs: --name value");
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--")) {
        throw new IllegalArgumentException(args[i] + " stands where a --name should");
      }
      values.put(args[i].substring(2), args[i + 1]);
    }
    return new Arguments(values);
  }

  /**
   * The value of an argument that must be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  public String text(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing");
    }
    return value;
  }

  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  public int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  /** The same as {@code --name=value}, which is how Spring reads its command line. */
  public String[] joined() {
    return values.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }
}
