package io.sluice.system.storm;

import java.time.Duration;

/**
 * {@code sluice faults workers [--commands N] [--seed N]}: a storm, and then a command that waits
 * for minutes beside 10,000 others. Exit code 0 when every command took effect once, in its turn,
 * and was answered by its first reply, and the others were not held up; 1 when not, 2 when the
 * arguments are wrong.
 */
final class StormMain {

  private static final int COMMANDS = 50_000;
  private static final int BESIDE_PARKED = 10_000;
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
    System.out.println("beside a command that waits for its second attempt");
    ParkedCounts parked = new Parked(BESIDE_PARKED, Parked.Pause.MINUTES).run();
    System.out.println(parked);
    System.out.println(parked.hold() ? "holds" : "FAILS");
    // Netty's and Kafka's threads may still end; nothing is waited for.
    System.exit(counts.hold() && parked.hold() ? 0 : 1);
  }
}
