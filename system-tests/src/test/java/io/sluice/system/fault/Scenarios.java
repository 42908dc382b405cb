package io.sluice.system.fault;

import static io.sluice.system.fault.Scenario.BUS_HURRIED;
import static io.sluice.system.fault.Scenario.BUS_NEVER;
import static io.sluice.system.fault.Scenario.BUS_SAFE;
import static io.sluice.system.fault.Scenario.KEYED;
import static io.sluice.system.fault.Scenario.KEYED_HURRIED;
import static io.sluice.system.fault.Scenario.PATIENT;

import io.sluice.system.proxy.Direction;
import java.util.List;

/** All rows of the table, in its order. */
final class Scenarios {

  /** It founded the cluster, so it is also Hazelcast's master. */
  private static final String VICTIM = "worker-1";

  private static final String BEHIND_PROXY = "worker-2";
  private static final String ON_ISLAND = "worker-3";
  private static final String GATEWAY = "gateway-1";
  private static final int BURST = 10;

  static final Scenario KILL_BUS_SAFE =
      new Scenario(
          "kill-bus-safe",
          "kill -9 a worker, event bus, retry: safe",
          List.of(BUS_SAFE),
          run -> killAndStart(run, VICTIM),
          Verdicts::killedOnBusSafe);

  static final Scenario KILL_BUS_NEVER =
      new Scenario(
          "kill-bus-never",
          "kill -9 a worker, event bus, retry: never",
          List.of(BUS_NEVER),
          run -> killAndStart(run, VICTIM),
          Verdicts::killedOnBusNever);

  static final Scenario STOP_BUS =
      new Scenario(
          "stop-bus",
          "SIGSTOP a worker, then CONT, event bus",
          List.of(BUS_SAFE, BUS_NEVER),
          run -> stopAndGoOn(run, VICTIM),
          seen -> Verdicts.stoppedOnBus(seen, VICTIM));

  static final Scenario STOP_KAFKA =
      new Scenario(
          "stop-kafka",
          "SIGSTOP a worker, then CONT, Kafka",
          List.of(KEYED),
          run -> stopAndGoOn(run, VICTIM),
          seen -> Verdicts.stoppedOnKafka(seen, VICTIM));

  static final Scenario KILL_KAFKA =
      new Scenario(
          "kill-kafka",
          "kill -9 a worker, Kafka",
          List.of(KEYED),
          run -> killAndStart(run, VICTIM),
          Verdicts::killedOnKafka);

  static final Scenario KILL_GATEWAY =
      new Scenario(
          "kill-gateway",
          "kill -9 a gateway",
          List.of(BUS_SAFE, KEYED),
          run -> killAndStart(run, GATEWAY),
          Verdicts::killedGateway);

  static final Scenario KILL_BROKER =
      new Scenario(
          "kill-broker",
          "kill -9 the broker, started again after a while",
          List.of(PATIENT),
          Scenarios::killBroker,
          Verdicts::brokerAway);

  static final Scenario STOP_BROKER =
      new Scenario(
          "stop-broker",
          "SIGSTOP the broker, then CONT",
          List.of(PATIENT),
          Scenarios::stopBroker,
          Verdicts::brokerAway);

  static final Scenario PARTITION =
      new Scenario(
          "partition",
          "partition worker ↔ everything, packets vanish both ways",
          List.of(BUS_SAFE, BUS_NEVER, KEYED),
          Scenarios::cutOff,
          seen -> Verdicts.cutOff(seen, ON_ISLAND));

  static final Scenario HALF_OPEN =
      new Scenario(
          "half-open-kafka",
          "a worker's link to Kafka is half-open, both ways",
          List.of(KEYED),
          Scenarios::halfOpen,
          seen -> Verdicts.stoppedOnKafka(seen, BEHIND_PROXY));

  static final Scenario CUT_KAFKA =
      new Scenario(
          "cut-kafka",
          "a worker's connections to Kafka end after 20,000 bytes each",
          List.of(KEYED),
          Scenarios::cutKafka,
          seen -> Verdicts.stoppedOnKafka(seen, BEHIND_PROXY));

  static final Scenario ROLLING =
      new Scenario(
          "rolling",
          "SIGTERM and restart of each worker and gateway in turn",
          List.of(BUS_SAFE, BUS_NEVER, KEYED),
          Scenarios::restartAll,
          Verdicts::nothingFailed);

  static final Scenario BURST_LOAD =
      new Scenario(
          "burst",
          "10× the load",
          List.of(BUS_HURRIED, KEYED_HURRIED),
          Scenarios::burst,
          Verdicts::overload);

  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        KILL_BUS_SAFE,
        KILL_BUS_NEVER,
        STOP_BUS,
        STOP_KAFKA,
        KILL_KAFKA,
        KILL_GATEWAY,
        KILL_BROKER,
        STOP_BROKER,
        PARTITION,
        HALF_OPEN,
        CUT_KAFKA,
        ROLLING,
        BURST_LOAD);
  }

  private static void killAndStart(FaultRun run, String name) throws Exception {
    run.kill(name);
    run.load().goOnFor(run.pace().away());
    run.healed();
    run.fleet().startAgain(name);
  }

  private static void stopAndGoOn(FaultRun run, String name) throws Exception {
    run.fleet().node(name).signal("STOP");
    run.load().goOnFor(run.pace().stop());
    run.fleet().node(name).signal("CONT");
    run.healed();
  }

  private static void killBroker(FaultRun run) throws Exception {
    run.kill("kafka");
    run.load().goOnFor(run.pace().away());
    run.fleet().startAgain("kafka");
    run.healed();
  }

  private static void stopBroker(FaultRun run) throws Exception {
    run.fleet().node("kafka").signal("STOP");
    run.load().goOnFor(run.pace().away());
    run.fleet().node("kafka").signal("CONT");
    run.healed();
  }

  private static void cutOff(FaultRun run) throws Exception {
    Island island = run.fleet().island().orElseThrow();
    island.cut();
    run.load().goOnFor(run.pace().cut());
    island.join();
    run.healed();
  }

  private static void halfOpen(FaultRun run) throws Exception {
    run.fleet().kafkaLink().swallow(Direction.TO_TARGET, Direction.TO_CLIENT);
    run.load().goOnFor(run.pace().cut());
    run.fleet().kafkaLink().pass();
    // What was swallowed is missing in the middle of the streams: nobody could read on.
    run.fleet().kafkaLink().reset();
    run.healed();
  }

  private static void cutKafka(FaultRun run) throws Exception {
    run.fleet().kafkaLink().cutAfter(20_000);
    run.load().goOnFor(run.pace().cut());
    run.fleet().kafkaLink().pass();
    run.healed();
  }

  private static void restartAll(FaultRun run) throws Exception {
    for (int round = 0; round < run.pace().rounds(); round++) {
      for (String worker : FaultFleet.WORKERS) {
        run.fleet().restart(worker);
      }
      for (String gateway : FaultFleet.GATEWAYS) {
        run.fleet().restart(gateway);
      }
    }
    run.healed();
  }

  /** Twice: what the first made large may stay so, but the second adds nothing. */
  private static void burst(FaultRun run) throws Exception {
    burstOnce(run);
    run.load().goOnFor(run.pace().before());
    run.weigh();
    burstOnce(run);
    run.healed();
  }

  private static void burstOnce(FaultRun run) throws Exception {
    run.load().become(BURST * FaultRun.RATE);
    run.load().goOnFor(run.pace().burst());
    run.load().become(FaultRun.RATE);
  }
}
