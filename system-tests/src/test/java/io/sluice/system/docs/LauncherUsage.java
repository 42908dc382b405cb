package io.sluice.system.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands that {@code ./sluice help} lists, each with what it says about it. */
record LauncherUsage(Map<String, String> lines) {

  private static final Pattern LINE = Pattern.compile("(?m)^  ([a-z-]+) +(.*)$");
  private static final Pattern NAMED =
      Pattern.compile("\\./sluice ([a-z-]+(?: [a-z]+\\b(?![./]))?)");

  /** These take a word of their own next. */
  private static final Set<String> WITH_ACTIONS = Set.of("contract", "topics", "dead-letters");

  static LauncherUsage read() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(Repository.root().resolve("sluice").toString(), "help").start();
    try {
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor());
      Map<String, String> lines = new LinkedHashMap<>();
      LINE.matcher(text).results().forEach(line -> lines.put(line.group(1), line.group(2)));
      return new LauncherUsage(lines);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What a text tells its readers to run, such as {@code topics apply}. */
  static List<String> named(String text) {
    Matcher found = NAMED.matcher(text);
    return found
        .results()
        .map(one -> one.group(1).split(" ", -1))
        .map(words -> WITH_ACTIONS.contains(words[0]) ? String.join(" ", words) : words[0])
        .distinct()
        .collect(Collectors.toList());
  }

  boolean knows(String command) {
    String[] words = command.split(" ", -1);
    String line = lines.get(words[0]);
    return line != null
        && (words.length == 1 || Pattern.compile("\\b" + words[1] + "\\b").matcher(line).find());
  }
}
