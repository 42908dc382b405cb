package io.sluice.gateway.invocation;

import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the ledger is, and how long it remembers.
 *
 * @param poolSize how many connections a node has for recording and for reading, half for each; two
 *     more are for what goes on behind
 * @param maxAge how long after its acceptance an invocation expires
 * @param retention how long an invocation is kept after its end
 */
public record LedgerConfig(
    DatabaseAccess access, int poolSize, Duration maxAge, Duration retention) {

  /** Where nothing else is set. */
  public static final int POOL_SIZE = 8;

  /** Where nothing else is set. */
  public static final Duration MAX_AGE = Duration.ofHours(24);

  /** Where nothing else is set. */
  public static final Duration RETENTION = Duration.ofHours(24);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** A worker's inbox, and a command topic, keep what an older invocation would need. */
  private static final Duration LONGEST_AGE = Duration.ofDays(7);

  private static final Duration LONGEST_RETENTION = Duration.ofHours(100_000);

  private static final Key<String> HOST =
      Key.optional("ledger.host", ValueType.text(), "where the ledger's database is");
  private static final Key<Integer> PORT =
      Key.optional("ledger.port", ValueType.integer(1, 65_535), "its port");
  private static final Key<String> DATABASE =
      Key.optional("ledger.database", ValueType.text(), "its name");
  private static final Key<String> USER =
      Key.optional("ledger.user", ValueType.text(), "the ledger's own role");
  private static final Key<String> PASSWORD =
      Key.optional("ledger.password", ValueType.text(), "the role's password").asSecret();
  private static final Key<Integer> SIZE =
      Key.optional(
          "ledger.pool-size",
          ValueType.integer(2, 1_000),
          "how many connections a node has for recording and for reading, half for each; unset: "
              + POOL_SIZE);
  private static final Key<Duration> AGE =
      Key.optional(
          "ledger.max-age",
          ValueType.duration(SHORTEST, LONGEST_AGE),
          "how long after its acceptance a recorded invocation expires; unset: "
              + MAX_AGE.toHours()
              + "h");
  private static final Key<Duration> KEPT =
      Key.optional(
          "ledger.retention",
          ValueType.duration(SHORTEST, LONGEST_RETENTION),
          "how long an invocation's answer is kept after its end; unset: "
              + RETENTION.toHours()
              + "h");

  private static final List<Key<?>> NEEDED = List.of(HOST, PORT, DATABASE, USER, PASSWORD);

  /** What an operator can set. */
  public static final List<Key<?>> KEYS =
      List.of(HOST, PORT, DATABASE, USER, PASSWORD, SIZE, AGE, KEPT);

  public LedgerConfig {
    if (poolSize < 2 || poolSize > 1_000) {
      throw new IllegalArgumentException(
          "ledger.pool-size is " + poolSize + "; it is between 2 and 1000");
    }
    requireBetween("ledger.max-age", maxAge, LONGEST_AGE);
    requireBetween("ledger.retention", retention, LONGEST_RETENTION);
  }

  /** The defaults: 8 connections, 24 h of age, 24 h of retention. */
  public static LedgerConfig at(DatabaseAccess access) {
    return new LedgerConfig(access, POOL_SIZE, MAX_AGE, RETENTION);
  }

  /**
   * As the operator has set it.
   *
   * @return empty where nothing of it is set: there is no ledger
   * @throws IllegalArgumentException naming each key that is missing beside others, one a line
   */
  public static Optional<LedgerConfig> from(Settings settings) {
    List<Key<?>> set = KEYS.stream().filter(key -> settings.find(key).isPresent()).toList();
    if (set.isEmpty()) {
      return Optional.empty();
    }
    String missing =
        NEEDED.stream()
            .filter(key -> !set.contains(key))
            .map(
                key ->
                    "%s is not set; a ledger needs it, and %s is set"
                        .formatted(key.name(), set.getFirst().name()))
            .collect(Collectors.joining("\n"));
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(missing);
    }
    var access =
        new DatabaseAccess(
            settings.get(HOST),
            settings.get(PORT),
            settings.get(DATABASE),
            settings.get(USER),
            settings.get(PASSWORD));
    return Optional.of(
        new LedgerConfig(
            access,
            settings.find(SIZE).orElse(POOL_SIZE),
            settings.find(AGE).orElse(MAX_AGE),
            settings.find(KEPT).orElse(RETENTION)));
  }

  private static void requireBetween(String key, Duration value, Duration longest) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          key + " is " + value + "; it is between " + SHORTEST + " and " + longest);
    }
  }
}
