package io.sluice.cluster.management;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the management port is, and how patient its probes are.
 *
 * @param host the address to bind
 * @param port 0 takes any free one
 * @param checkDeadline how long each component may take to answer a probe; from 1 ms
 * @param adminTokenHash SHA-256, in hex, of the token that admin calls bring; without it there are
 *     none
 */
public record ManagementConfig(
    String host, int port, Duration checkDeadline, Optional<String> adminTokenHash) {

  /** What is bound unless configured otherwise: nobody outside this machine reads it. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final Key<String> HOST =
      Key.preset(
          "management.host", LOOPBACK, ValueType.text(), "the address that is bound for operators");
  private static final Key<Integer> PORT =
      Key.preset(
          "management.port",
          "9090",
          ValueType.integer(0, 65_535),
          "health and metrics; 0 takes any free port");
  private static final Key<Duration> CHECK_TIMEOUT =
      Key.preset(
          "management.check-timeout",
          "1s",
          ValueType.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
          "how long each part may take to answer a probe");

  private static final Key<String> ADMIN_TOKEN_HASH =
      Key.optional(
              "management.admin-token-hash",
              ValueType.sha256(),
              "SHA-256 of the token that admin calls bring; without it there are none")
          .asSecret();

  /** What an operator can set. */
  public static final List<Key<?>> KEYS = List.of(HOST, PORT, CHECK_TIMEOUT, ADMIN_TOKEN_HASH);

  private static final int HIGHEST_PORT = 65_535;

  public ManagementConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be blank");
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (checkDeadline.toMillis() < 1) {
      throw new IllegalArgumentException("checkDeadline must be 1 ms or more: " + checkDeadline);
    }
  }

  /** As the operator has set it. */
  public static ManagementConfig from(Settings settings) {
    return new ManagementConfig(
        settings.get(HOST),
        settings.get(PORT),
        settings.get(CHECK_TIMEOUT),
        settings.find(ADMIN_TOKEN_HASH));
  }

  /** On loopback, with a second for each check and without admin calls. */
  public static ManagementConfig loopback(int port) {
    return new ManagementConfig(LOOPBACK, port, Duration.ofSeconds(1), Optional.empty());
  }
}
