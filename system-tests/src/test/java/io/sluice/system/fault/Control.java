package io.sluice.system.fault;

import java.util.List;

/**
 * A run in which a check must fail, because what it is there for is switched off.
 *
 * @param name what is switched off, in words
 * @param scenario under which it shows
 * @param sees the beginning of the check that must fail
 */
record Control(String name, Sabotage sabotage, Scenario scenario, String sees) {

  private static final String BACKBONE = "backbone/src/main/java/io/sluice/backbone/";
  private static final String WORKERS = "workers/runtime/src/main/java/io/sluice/workers/";

  static List<Control> all() {
    return List.of(
        new Control(
            "a worker does not look at the deadline",
            new Sabotage(
                WORKERS + "processing/CommandProcessor.java",
                "if (command.expiry().isPast(clock))",
                "if (false)"),
            Scenarios.STOP_BUS,
            "no start after the deadline"),
        new Control(
            "a gateway does not end the calls of a lost worker",
            new Sabotage(BACKBONE + "eventbus/WorkerDirectory.java", "        node.lose();\n", ""),
            Scenarios.KILL_BUS_SAFE,
            "longest wait"),
        new Control(
            "a consumer commits what is not finished",
            new Sabotage(
                BACKBONE + "kafka/OffsetTracker.java",
                "return unfinished.isEmpty() ? end : unfinished.getFirst();",
                "return end;"),
            Scenarios.KILL_KAFKA,
            "no failed call"),
        new Control(
            "a consumer runs the commands of one key side by side",
            new Sabotage(
                BACKBONE + "kafka/KeyQueues.java",
                "String name = delivery.reading().key();",
                "String name = null;"),
            Scenarios.KILL_KAFKA,
            "no command that ran beside another"));
  }

  boolean isSeen(Row row) {
    return row.checks().stream().anyMatch(check -> !check.holds() && check.text().startsWith(sees));
  }
}
