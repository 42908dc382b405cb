package io.sluice.system.fault;

import java.util.List;
import java.util.stream.Stream;

/**
 * A run in which checks must fail, because what they are there for is switched off.
 *
 * @param name what is switched off, in words
 * @param scenario under which it shows
 * @param sees how the checks begin that must fail
 */
record Control(String name, Sabotage sabotage, Scenario scenario, List<String> sees) {

  private static final String BACKBONE = "backbone/src/main/java/io/sluice/backbone/";
  private static final String GATEWAY = "gateway/src/main/java/io/sluice/gateway/";
  private static final String WORKERS = "workers/runtime/src/main/java/io/sluice/workers/";
  private static final String FAULT_WORKER =
      "system-tests/src/test/java/io/sluice/system/fault/worker/FaultWorker.java";

  static List<Control> all() {
    return Stream.of(onTheBus(), onKafka(), atTheGateway()).flatMap(List::stream).toList();
  }

  boolean isSeen(Row row) {
    return sees.stream()
        .allMatch(
            text ->
                row.checks().stream()
                    .anyMatch(check -> !check.holds() && check.text().startsWith(text)));
  }

  private static List<Control> onTheBus() {
    return List.of(
        new Control(
            "a worker does not look at the deadline",
            new Sabotage(
                WORKERS + "processing/CommandProcessor.java",
                "if (command.expiry().isPast(now))",
                "if (false)"),
            Scenarios.STOP_BUS,
            List.of("no start after the deadline")),
        new Control(
            "a gateway does not end the calls of a lost worker",
            new Sabotage(BACKBONE + "eventbus/WorkerDirectory.java", "        node.lose();\n", ""),
            Scenarios.KILL_BUS_SAFE,
            List.of("longest wait")),
        new Control(
            "a gateway runs no lost call elsewhere",
            new Sabotage(
                BACKBONE + "eventbus/EventBusDispatcher.java", "mayRunAgain && !isOver", "false"),
            Scenarios.KILL_BUS_SAFE,
            List.of("no failed call")),
        new Control(
            "a gateway runs every lost call elsewhere",
            new Sabotage(
                BACKBONE + "eventbus/EventBusDispatcher.java", "mayRunAgain && !isOver", "!isOver"),
            Scenarios.KILL_BUS_NEVER,
            List.of("no command that ran twice")),
        new Control(
            "a gateway does not mind a worker's silence",
            new Sabotage(
                BACKBONE + "eventbus/WorkerNode.java",
                "return heard.isBefore(limit);",
                "return false;"),
            Scenarios.STOP_BUS,
            List.of("raised latency")),
        new Control(
            "a worker answers before it has worked",
            new Sabotage(
                FAULT_WORKER,
                "    Objects.requireNonNull(effects).append(line);\n",
                "    if (data.nonce() % 100 != 0) Objects.requireNonNull(effects).append(line);\n"),
            Scenarios.KILL_BUS_SAFE,
            List.of("no answered call without an effect")));
  }

  private static List<Control> onKafka() {
    return List.of(
        new Control(
            "a consumer commits what is not finished",
            new Sabotage(
                BACKBONE + "kafka/OffsetTracker.java",
                "return first == null ? end : first.offset();",
                "return end;"),
            // Work must be in hand for longer than from one commit to the next.
            Scenarios.KILL_KAFKA.on(Scenario.SLOW),
            List.of("no failed call")),
        new Control(
            "a consumer runs the commands of one key side by side",
            new Sabotage(
                BACKBONE + "kafka/KeyQueues.java",
                "String name = delivery.reading().key();",
                "String name = null;"),
            Scenarios.KILL_KAFKA,
            List.of("no command that ran beside another")),
        new Control(
            "a reply ends whichever call waits",
            new Sabotage(
                BACKBONE + "dispatch/PendingCalls.java",
                "Pending pending = calls.get(reply.invocation());\n"
                    + "    if (pending != null && !pending.commandId.equals(reply.causation())) {",
                "Pending pending = calls.values().stream().findAny().orElse(null);\n"
                    + "    if (false) {"),
            Scenarios.KILL_GATEWAY,
            List.of("no answer at a wrong caller")));
  }

  private static List<Control> atTheGateway() {
    return List.of(
        new Control(
            "a gateway closes its connections without a farewell",
            new Sabotage(
                GATEWAY + "GatewayVerticle.java",
                "    routes.drain();\n    return pause",
                "    return pause"),
            Scenarios.ROLLING,
            List.of("no failed call")),
        new Control(
            "no call is refused because of those ahead of it",
            new Sabotage(
                GATEWAY + "admission/AdmissionDispatcher.java",
                "if (!work.tryEnter()) {",
                "if (work.tryEnter() && false) {"),
            // Each has a key of its own, so only all of them together are too many.
            Scenarios.BURST_LOAD.on(Scenario.SLOW),
            List.of("no failure but 429 and 503")),
        new Control(
            "no call is refused because of those ahead on its key",
            new Sabotage(
                GATEWAY + "admission/KeyedAdmissionDispatcher.java",
                "return key == null || call.wishes().respondAsync() ? next.dispatch(call) : dispatch(call, key);",
                "return next.dispatch(call);"),
            Scenarios.BURST_LOAD,
            List.of("no failure but 429 and 503")),
        new Control(
            "of a call that has ended 2 KB are kept",
            new Sabotage(
                BACKBONE + "dispatch/PendingCalls.java",
                "calls = new ConcurrentHashMap<>();",
                """
                calls = new ConcurrentHashMap<>() {
                  private final java.util.Queue<byte[]> kept =
                      new java.util.concurrent.ConcurrentLinkedQueue<>();

                  @Override
                  public boolean remove(Object invocation, Object call) {
                    kept.add(new byte[2_048]);
                    return super.remove(invocation, call);
                  }
                };
                """),
            Scenarios.BURST_LOAD,
            List.of("the gateways' heaps")));
  }
}
