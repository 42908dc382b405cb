package io.sluice.dev;

import java.nio.file.Path;

/**
 * What the command line chose.
 *
 * @param httpPort 0 takes any free port
 * @param managementPort 0 takes any free port
 * @param clean begin without the data of earlier runs
 */
public record DevOptions(
    int httpPort, int managementPort, Path data, boolean clean, DevServices services) {

  private static final int HIGHEST_PORT = 65_535;

  public DevOptions {
    checkPort("--http-port", httpPort);
    checkPort("--management-port", managementPort);
    if (httpPort != 0 && httpPort == managementPort) {
      throw new IllegalArgumentException(
          "--http-port and --management-port are both " + httpPort + "; they must differ");
    }
    data = data.toAbsolutePath().normalize();
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          option
              + " is "
              + port
              + "; allowed are 1 to "
              + HIGHEST_PORT
              + ", and 0 for any free one");
    }
  }
}
