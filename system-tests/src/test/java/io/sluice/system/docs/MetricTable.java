package io.sluice.system.docs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Our metrics and their labels, as a document lists them and as a process shows them. */
public final class MetricTable {

  private static final String HEAD = "| name | labels | of | is |";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern TYPE = Pattern.compile("# TYPE (sluice_\\S+) \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  private MetricTable() {}

  /** Those that the table has for one kind of process, by name. */
  public static SortedMap<String, SortedSet<String>> documented(
      List<String> lines, String process) {
    int head = lines.indexOf(HEAD);
    if (head < 0) {
      throw new IllegalArgumentException("no table begins with " + HEAD);
    }
    SortedMap<String, SortedSet<String>> metrics = new TreeMap<>();
    lines.stream()
        .skip(head + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split(" *\\| *", -1))
        .filter(cells -> cells[1].startsWith("`sluice_"))
        .filter(cells -> Arrays.asList(cells[3].split(", ", -1)).contains(process))
        .forEach(cells -> metrics.put(all(CODE, cells[1]).first(), all(CODE, cells[2])));
    return metrics;
  }

  /** Those that stand in a scrape, by name; a histogram's parts and its maximum are one. */
  public static SortedMap<String, SortedSet<String>> shown(List<String> lines) {
    SortedSet<String> names = all(TYPE, String.join("\n", lines));
    names.removeIf(
        name -> name.endsWith("_max") && names.contains(name.substring(0, name.length() - 4)));
    SortedMap<String, SortedSet<String>> metrics = new TreeMap<>();
    for (String name : names) {
      metrics.put(name, labels(lines, name));
    }
    return metrics;
  }

  /** What several processes of a kind show together. */
  public static SortedMap<String, SortedSet<String>> union(
      List<SortedMap<String, SortedSet<String>>> all) {
    return all.stream()
        .flatMap(one -> one.entrySet().stream())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one, TreeMap::new));
  }

  private static SortedSet<String> labels(List<String> lines, String name) {
    SortedSet<String> labels =
        lines.stream()
            .filter(line -> line.startsWith(name) && line.contains("{"))
            .flatMap(line -> all(LABEL, line).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    labels.removeAll(List.of("le", "quantile"));
    return labels;
  }

  private static SortedSet<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
