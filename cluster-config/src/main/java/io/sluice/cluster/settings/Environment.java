package io.sluice.cluster.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads settings from environment variables: {@code SLUICE_} and the key's path in capitals, with
 * {@code _} between and for dots and hyphens.
 *
 * <p>A name that the operator chooses is taken from the file where the file has one that is written
 * the same way in capitals; else its underscores are read as dots.
 */
final class Environment {

  private static final String PREFIX = "SLUICE_";

  /** Kubernetes tells every pod of a namespace's services so: nobody set these. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("SLUICE_.+_(SERVICE_(HOST|PORT(_.+)?)|PORT(_\\d+_.+)?)");

  /** Marks of our own scripts. */
  private static final Pattern OWN_MARK = Pattern.compile("SLUICE_(TEST|CI)_.+");

  private final List<Key<?>> keys;
  private final List<Given> inFile;

  Environment(List<Key<?>> keys, List<Given> inFile) {
    this.keys = keys;
    this.inFile = inFile;
  }

  List<Given> read(Map<String, String> variables, List<String> faults) {
    List<Given> given = new ArrayList<>();
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX)) {
                find(name)
                    .ifPresentOrElse(
                        path -> given.add(new Given(path, text, name)),
                        () -> unknown(name, faults));
              }
            });
    return given;
  }

  private Optional<List<String>> find(String name) {
    return keys.stream().flatMap(key -> path(key, name).stream()).findFirst();
  }

  private Optional<List<String>> path(Key<?> key, String name) {
    if (!key.hasChosenName()) {
      return key.environmentName().equals(name) ? Optional.of(key.path()) : Optional.empty();
    }
    int chosen = key.path().indexOf(Key.ANY);
    String before = Key.environmentName(key.path().subList(0, chosen)) + "_";
    List<String> rest = key.path().subList(chosen + 1, key.path().size());
    String after = rest.isEmpty() ? "" : Key.environmentName(rest).replace(PREFIX, "_");
    if (!name.startsWith(before)
        || !name.endsWith(after)
        || name.length() <= before.length() + after.length()) {
      return Optional.empty();
    }
    List<String> path = new ArrayList<>(key.path());
    path.set(chosen, chosenName(key, name, before.length(), name.length() - after.length()));
    return Optional.of(path);
  }

  private String chosenName(Key<?> key, String name, int from, int to) {
    String capitals = name.substring(from, to);
    int chosen = key.path().indexOf(Key.ANY);
    return inFile.stream()
        .filter(given -> given.path().size() > chosen)
        .filter(given -> given.path().subList(0, chosen).equals(key.path().subList(0, chosen)))
        .map(given -> given.path().get(chosen))
        .filter(one -> Key.environmentName(List.of(one)).equals(PREFIX + capitals))
        .findFirst()
        .orElse(capitals.toLowerCase(Locale.ROOT).replace('_', '.'));
  }

  private void unknown(String name, List<String> faults) {
    if (SERVICE_LINK.matcher(name).matches() || OWN_MARK.matcher(name).matches()) {
      return;
    }
    String known =
        NearestName.to(name, keys.stream().map(Key::environmentName).toList())
            .map(one -> "; did you mean " + one + "?")
            .orElse("");
    faults.add(name + " in the environment is no key that this node knows" + known);
  }
}
