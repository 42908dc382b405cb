package io.sluice.cluster.management;

import java.time.Duration;

/**
 * Where the management port is, and how patient its probes are.
 *
 * @param host the address to bind
 * @param port 0 takes any free one
 * @param checkDeadline how long each component may take to answer a probe; from 1 ms
 */
public record ManagementConfig(String host, int port, Duration checkDeadline) {

  /** What is bound unless configured otherwise: nobody outside this machine reads it. */
  public static final String LOOPBACK = "127.0.0.1";

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

  /** On loopback, with a second for each check. */
  public static ManagementConfig loopback(int port) {
    return new ManagementConfig(LOOPBACK, port, Duration.ofSeconds(1));
  }
}
