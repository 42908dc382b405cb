package io.sluice.bench.worker;

import io.sluice.bench.machine.Clocks;
import io.sluice.bench.reading.WorkerReadings;
import io.sluice.bench.system.Broker;
import io.sluice.bench.system.Database;
import io.sluice.bench.system.MeasuredProcess;
import io.sluice.bench.system.WorkerSpec;
import io.sluice.bench.system.WorkerSystems;
import io.sluice.bench.worker.WorkerBench.Roles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Starts a broker, a database and every worker, measures them, and ends them. */
public final class Workers implements AutoCloseable {

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Path home;
  private final WorkerSystems systems;
  private final Path folder;
  private final Path data;
  private final PrintStream out;

  /**
   * Nothing is started yet.
   *
   * @param folder has {@code settings} and {@code logs}
   * @param data where the broker and the database may keep theirs
   */
  public Workers(Path home, WorkerSystems systems, Path folder, Path data, PrintStream out) {
    this.home = home;
    this.systems = systems;
    this.folder = folder;
    this.data = data;
    this.out = out;
  }

  /** Blocks until the last round is over. */
  public WorkerReadings measure(WorkerPlan plan) throws Exception {
    Path logs = folder.resolve("logs");
    Broker broker = closing(Broker.start(home, data.resolve("kafka"), systems.topics(), logs));
    Database database =
        closing(Database.start(home, data.resolve("database"), systems.databases(), logs));
    var commands = closing(new SentCommands(broker.bootstrapServers()));
    Map<String, Long> pids = new LinkedHashMap<>();
    pids.put(Roles.BROKER, broker.pid());
    pids.put(Roles.GENERATOR, ProcessHandle.current().pid());
    List<RunningWorker> running = new ArrayList<>();
    for (WorkerSpec spec : systems.all()) {
      out.printf("starting %s: %s%n", spec.id(), spec.title());
      var process =
          closing(
              systems.start(
                  spec, broker.bootstrapServers(), database, folder.resolve("settings"), logs));
      var one = running(spec, process, commands, broker, database);
      pids.put(spec.id(), one.pid());
      running.add(one);
    }
    return new WorkerBench(plan, running, new Clocks(pids, OptionalLong.of(database.pid())), out)
        .run();
  }

  private RunningWorker running(
      WorkerSpec spec,
      MeasuredProcess process,
      SentCommands commands,
      Broker broker,
      Database database)
      throws SQLException {
    var lane = closing(new ReplyLane(broker.bootstrapServers(), spec.lane()));
    @Nullable DatabaseLog log =
        spec.transactional() ? closing(new DatabaseLog(database.access(spec.service()))) : null;
    return new RunningWorker(spec, process, commands, lane, log);
  }

  private <T extends AutoCloseable> T closing(T one) {
    toClose.push(one);
    return one;
  }

  /** Last first. */
  @Override
  public void close() {
    while (!toClose.isEmpty()) {
      end(toClose.pop());
    }
  }

  /** What does not end well ends with this process. */
  private void end(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      out.println("not closed: " + e);
    }
  }
}
