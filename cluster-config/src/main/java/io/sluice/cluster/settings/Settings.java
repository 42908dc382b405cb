package io.sluice.cluster.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a node is set to: presets, over them a file, over both the environment. Immutable.
 *
 * <p>Everything wrong is found before anything starts: unknown keys, values that are not allowed,
 * required keys that are not set.
 */
public final class Settings {

  private static final String HIDDEN = "(hidden)";

  private final List<Key<?>> keys;
  private final Map<List<String>, Given> values;

  private Settings(List<Key<?>> keys, Map<List<String>, Given> values) {
    this.keys = keys;
    this.values = values;
  }

  /**
   * Reads and checks.
   *
   * @param file null where only the environment speaks
   * @param environment the process's variables; those that do not begin with {@code SLUICE_} are
   *     nobody's business here
   * @param keys all that the node knows
   * @throws SettingsException with every fault at once
   */
  public static Settings read(
      @Nullable Path file, Map<String, String> environment, List<Key<?>> keys)
      throws SettingsException {
    List<String> faults = new ArrayList<>();
    List<Given> inFile = file == null ? List.of() : SettingsFile.read(file, faults);
    Map<List<String>, Given> values = new LinkedHashMap<>();
    inFile.forEach(given -> values.put(given.path(), given));
    new Environment(keys, inFile)
        .read(environment, faults)
        .forEach(given -> values.put(given.path(), given));
    var settings = new Settings(List.copyOf(keys), values);
    settings.check(faults);
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
    return settings;
  }

  /**
   * The value of a key that is required or has a preset.
   *
   * @throws IllegalArgumentException when it has neither and is not set: a fault of the caller
   */
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException(key.name() + " has no value"));
  }

  /** The value of a key, empty where nothing is set and there is no preset. */
  public <T> Optional<T> find(Key<T> key) {
    Given given = values.get(key.path());
    String text = given == null ? key.preset() : given.text();
    return Optional.ofNullable(text).map(key.type().parser());
  }

  /** The values of a key with a chosen name, by that name. */
  public <T> Map<String, T> all(Key<T> key) {
    int chosen = key.path().indexOf(Key.ANY);
    Map<String, T> byName = new TreeMap<>();
    for (Given given : values.values()) {
      if (fits(key, given.path())) {
        byName.put(given.path().get(chosen), key.type().parser().apply(given.text()));
      }
    }
    return byName;
  }

  /**
   * Checks what no single key shows.
   *
   * @param checks each throws {@link IllegalArgumentException} with its faults, one a line
   * @throws SettingsException with the faults of all checks
   */
  public void require(List<Consumer<Settings>> checks) throws SettingsException {
    List<String> faults = new ArrayList<>();
    for (Consumer<Settings> check : checks) {
      try {
        check.accept(this);
      } catch (IllegalArgumentException e) {
        String.valueOf(e.getMessage()).lines().forEach(faults::add);
      }
    }
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }

  /** What holds, one {@code key: value} a line, for people; secrets hidden. */
  public String effective() {
    return keys.stream().flatMap(key -> lines(key).stream()).collect(Collectors.joining("\n"));
  }

  private List<String> lines(Key<?> key) {
    if (!key.hasChosenName()) {
      Given given = values.get(key.path());
      String text = given == null ? key.preset() : given.text();
      String origin = given == null ? "preset" : given.place();
      return text == null
          ? List.of("# " + key.name() + " is not set")
          : List.of(key.name() + ": " + shown(key, text) + "  # " + origin);
    }
    return values.values().stream()
        .filter(given -> fits(key, given.path()))
        .map(given -> given.name() + ": " + shown(key, given.text()) + "  # " + given.place())
        .toList();
  }

  private void check(List<String> faults) {
    for (Given given : values.values()) {
      keys.stream()
          .filter(key -> fits(key, given.path()))
          .findFirst()
          .ifPresentOrElse(
              key -> checkValue(key, given, faults), () -> unknown(given).ifPresent(faults::add));
    }
    for (Key<?> key : keys) {
      if (key.presence() == Key.Presence.REQUIRED && !values.containsKey(key.path())) {
        faults.add(
            key.name()
                + " is not set; set it in the file or as "
                + key.environmentName()
                + " to "
                + key.type().allowed());
      }
    }
  }

  private static void checkValue(Key<?> key, Given given, List<String> faults) {
    try {
      var unused = key.type().parser().apply(given.text());
    } catch (RuntimeException e) {
      faults.add(
          given.place()
              + " "
              + given.name()
              + " is "
              + shown(key, given.text())
              + "; allowed: "
              + key.type().allowed());
    }
  }

  /** Empty where a section has nothing below it: that sets nothing. */
  private Optional<String> unknown(Given given) {
    String place = given.place() + " " + given.name();
    Optional<Key<?>> below = keys.stream().filter(key -> isBelow(key, given.path())).findFirst();
    if (below.isPresent()) {
      return given.text().isEmpty()
          ? Optional.empty()
          : Optional.of(
              place + " has a value; keys stand below it, such as " + below.get().path().getLast());
    }
    if (keys.stream().anyMatch(key -> key.name().equals(given.name()))) {
      return Optional.of(place + " is written in one; each part stands below the one before");
    }
    String known =
        NearestName.to(given.name(), keys.stream().map(Key::name).toList())
            .map(name -> "; did you mean " + name + "?")
            .orElse("");
    return Optional.of(place + " is no key that this node knows" + known);
  }

  private static boolean isBelow(Key<?> key, List<String> path) {
    int depth = path.size();
    return key.path().size() > depth && fits(key.path().subList(0, depth), path);
  }

  private static String shown(Key<?> key, String text) {
    return key.secret() ? HIDDEN : "\"" + text + "\"";
  }

  private static boolean fits(Key<?> key, List<String> path) {
    return fits(key.path(), path);
  }

  private static boolean fits(List<String> wanted, List<String> path) {
    if (wanted.size() != path.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).equals(Key.ANY) && !wanted.get(i).equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }
}
