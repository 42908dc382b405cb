package io.sluice.system.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A network namespace of Linux, which one process lives in and whose only link to the others can be
 * cut: packets vanish in both directions, nobody is told, and connections stay open. Needs root.
 */
final class Island implements AutoCloseable {

  /** Nobody has this address, so what is sent there is dropped. */
  private static final String NOBODY = "02:00:00:00:00:99";

  private final String name = "sluice-" + ProcessHandle.current().pid();
  private final String outsideLink = "slo" + ProcessHandle.current().pid() % 100_000;
  private final String insideLink = "sli" + ProcessHandle.current().pid() % 100_000;
  private final String network = "10.231." + ThreadLocalRandom.current().nextInt(1, 255) + ".";

  private Island() {}

  /** Whether this user may make one here. */
  static boolean isPossible() throws IOException {
    String probe = "sluice-probe-" + ProcessHandle.current().pid();
    try {
      return runs(List.of("ip", "netns", "add", probe)) == 0
          && runs(List.of("ip", "netns", "delete", probe)) == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  static Island create() throws IOException {
    var island = new Island();
    try {
      island.build();
      return island;
    } catch (IOException | AssertionError e) {
      island.close();
      throw e;
    }
  }

  /** The address of everybody else, as the island sees it. */
  String outside() {
    return network + "1";
  }

  /** The island's own address. */
  String inside() {
    return network + "2";
  }

  /** The same command, run on the island by a process of the same id. */
  List<String> command(List<String> command) {
    List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", name));
    there.addAll(command);
    return there;
  }

  void cut() throws IOException {
    ip("neigh", "replace", inside(), "lladdr", NOBODY, "dev", outsideLink, "nud", "permanent");
    ip(
        "-n",
        name,
        "neigh",
        "replace",
        outside(),
        "lladdr",
        NOBODY,
        "dev",
        insideLink,
        "nud",
        "permanent");
  }

  void join() throws IOException {
    ip("neigh", "delete", inside(), "dev", outsideLink);
    ip("-n", name, "neigh", "delete", outside(), "dev", insideLink);
  }

  @Override
  public void close() throws IOException {
    // The link goes with the namespace that one of its ends is in.
    ip("netns", "delete", name);
  }

  private void build() throws IOException {
    ip("netns", "add", name);
    ip("link", "add", outsideLink, "type", "veth", "peer", "name", insideLink, "netns", name);
    ip("addr", "add", outside() + "/30", "dev", outsideLink);
    ip("link", "set", outsideLink, "up");
    ip("-n", name, "addr", "add", inside() + "/30", "dev", insideLink);
    ip("-n", name, "link", "set", insideLink, "up");
    ip("-n", name, "link", "set", "lo", "up");
  }

  private static void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    assertEquals(0, runs(command), () -> String.join(" ", command));
  }

  private static int runs(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // The end of its output is its end, but for a moment.
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      System.err.print(said);
    }
    return code;
  }
}
