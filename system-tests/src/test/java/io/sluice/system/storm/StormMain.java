package io.sluice.system.storm;

import java.time.Duration;

/**
 * {@code sluice faults workers [--commands N] [--seed N]}: exit code 0 when every command took
 * effect once, in its turn, and was answered by its first reply; 1 when not, 2 when the arguments
 * are wrong.
 */
final class StormMain {

  private static final int COMMANDS = 50_000;
  private static final Duration BETWEEN = Duration.ofSeconds(4);

  private StormMain() {}

  public static void main(String[] args) throws Exception {
    int commands = COMMANDS;
    long seed = System.nanoTime();
    try {
      for (int i = 0; i < args.length; i += 2) {
        switch (args[i]) {
          case "--commands" -> commands = Integer.parseInt(args[i + 1]);
          case "--seed" -> seed = Long.parseLong(args[i + 1]);
          default -> throw new IllegalArgumentException(args[i]);
        }
      }
    } catch (RuntimeException e) {
      System.err.println("sluice: faults workers takes --commands N and --seed N");
      System.exit(2);
    }
    System.out.println("seed " + seed);
    Counts counts = new Storm(commands, BETWEEN, seed).run();
    System.out.println(counts);
    System.out.println(counts.hold() ? "holds" : "FAILS");
    // Netty's and Kafka's threads may still end; nothing is waited for.
    System.exit(counts.hold() ? 0 : 1);
  }
}
