package io.sluice.system.invocations;

/**
 * {@code sluice faults invocations [--calls N] [--seed N]}: recorded calls while gateways and
 * workers are killed. Exit code 0 when each took effect once and has one answer, 1 when not, 2 when
 * the arguments are wrong.
 */
final class InvocationsMain {

  private static final int CALLS = 50_000;
  private static final int BETWEEN = 500;

  private InvocationsMain() {}

  public static void main(String[] args) throws Exception {
    int calls = CALLS;
    long seed = System.nanoTime();
    try {
      for (int i = 0; i < args.length; i += 2) {
        switch (args[i]) {
          case "--calls" -> calls = Integer.parseInt(args[i + 1]);
          case "--seed" -> seed = Long.parseLong(args[i + 1]);
          default -> throw new IllegalArgumentException(args[i]);
        }
      }
    } catch (RuntimeException e) {
      System.err.println("sluice: faults invocations takes --calls N and --seed N");
      System.exit(2);
    }
    System.out.println("seed " + seed);
    // Netty's and Kafka's threads may still end; nothing is waited for.
    System.exit(holds(calls, seed) ? 0 : 1);
  }

  private static boolean holds(int calls, long seed) {
    try {
      Counts counts = new InvocationStorm(calls, BETWEEN, seed).run();
      System.out.println(counts);
      System.out.println(
          counts.hold() ? "holds" : "FAILS; the logs are in " + InvocationStorm.logs());
      return counts.hold();
    } catch (Exception | AssertionError e) {
      e.printStackTrace();
      return false;
    }
  }
}
