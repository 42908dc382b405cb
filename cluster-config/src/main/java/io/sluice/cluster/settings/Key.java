package io.sluice.cluster.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an operator can set.
 *
 * @param path names from the outermost on; {@code *} stands for a name that the operator chooses
 * @param meaning one sentence, for docs/operating.md
 * @param preset what holds where nothing is set, as an operator would write it; null: nothing
 * @param presence whether it may stay unset
 * @param secret its value is never shown
 */
public record Key<T>(
    List<String> path,
    String meaning,
    ValueType<T> type,
    @Nullable String preset,
    Presence presence,
    boolean secret) {

  /** Stands for a name that the operator chooses. */
  public static final String ANY = "*";

  private static final String ENVIRONMENT_PREFIX = "SLUICE_";

  /** Whether a key may stay unset. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  public Key {
    path = List.copyOf(path);
    if (preset != null) {
      // A preset that is wrong fails where it is written, not at some operator's start.
      var unused = type.parser().apply(preset);
    }
  }

  /** A key with a preset. */
  public static <T> Key<T> preset(String path, String preset, ValueType<T> type, String meaning) {
    return new Key<>(split(path), meaning, type, preset, Presence.OPTIONAL, false);
  }

  /** A key that may stay unset. */
  public static <T> Key<T> optional(String path, ValueType<T> type, String meaning) {
    return new Key<>(split(path), meaning, type, null, Presence.OPTIONAL, false);
  }

  /** A key that must be set. */
  public static <T> Key<T> required(String path, ValueType<T> type, String meaning) {
    return new Key<>(split(path), meaning, type, null, Presence.REQUIRED, false);
  }

  /** The same key, its value never shown. */
  public Key<T> asSecret() {
    return new Key<>(path, meaning, type, preset, presence, true);
  }

  /** {@code http.port}. */
  public String name() {
    return String.join(".", path);
  }

  /** {@code SLUICE_HTTP_PORT}. */
  public String environmentName() {
    return environmentName(path);
  }

  boolean hasChosenName() {
    return path.contains(ANY);
  }

  static String environmentName(List<String> path) {
    return ENVIRONMENT_PREFIX
        + String.join("_", path).replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static List<String> split(String path) {
    return List.of(path.split("\\.", -1));
  }
}
