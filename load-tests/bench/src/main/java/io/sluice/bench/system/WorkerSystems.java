package io.sluice.bench.system;

import io.sluice.bench.system.Database.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The workers that are measured without a gateway: a bare loop, ours with a plain handler, ours
 * with a transaction for each command; and ours once more as another checkout has built it.
 */
public final class WorkerSystems {

  /** Where the replies to plain calls go. */
  public static final String REPLIES = "sluice.replies";

  private static final int LANES = 64;
  private static final int PARTITIONS = 8;
  private static final String ECHO = "load-tests/echo";
  private static final String RUNTIME = "workers/runtime";
  private static final String PLAIN = "plain";
  private static final String ENTRY = "entry";

  private final List<WorkerSpec> all = new ArrayList<>();
  private final Path home;
  private final @Nullable Path before;
  private final PeerSystems peers;

  /**
   * Reads what there is in the project.
   *
   * @param before another checkout, built, whose runtime takes turns with ours; or null
   * @param ids which of them; empty: all
   * @throws IllegalArgumentException naming the first that is not known
   */
  public WorkerSystems(Path home, @Nullable Path before, List<String> ids) throws IOException {
    this.home = home;
    this.before = before;
    this.peers = PeerSystems.read(home);
    peers.workerTitles().forEach((id, title) -> add(id, title, "peer." + id, false, false));
    add(PLAIN, "Sluice's worker, a plain handler", PLAIN, false, true);
    add(ENTRY, "Sluice's worker, each command a row, its reply, an event", ENTRY, true, true);
    if (before != null) {
      add(PLAIN + "-before", "plain, by the other checkout", PLAIN + "-before", false, false);
      add(ENTRY + "-before", "entry, by the other checkout", ENTRY + "-before", true, false);
    }
    if (!ids.isEmpty()) {
      Systems.require(ids, all.stream().map(WorkerSpec::id).toList());
      all.removeIf(one -> !ids.contains(one.id()));
    }
  }

  private void add(String id, String title, String service, boolean transactional, boolean ours) {
    all.add(new WorkerSpec(id, title, service, all.size() + 1, transactional, ours));
  }

  public List<WorkerSpec> all() {
    return List.copyOf(all);
  }

  /** The topics that the broker shall have for them. */
  public Map<String, Integer> topics() {
    Map<String, Integer> topics = new LinkedHashMap<>();
    topics.put(REPLIES, LANES);
    topics.put(REPLIES + ".durable", LANES);
    for (WorkerSpec one : all) {
      topics.put(one.topic(), PARTITIONS);
      topics.put(one.topic() + ".dlq", PARTITIONS);
      if (one.transactional()) {
        topics.put(one.service() + ".events", PARTITIONS);
      }
    }
    return topics;
  }

  /** The services that need a database. */
  public List<String> databases() {
    return all.stream().filter(WorkerSpec::transactional).map(WorkerSpec::service).toList();
  }

  /** Starts one and waits until it takes commands. */
  public MeasuredProcess start(
      WorkerSpec spec, String bootstrapServers, Database database, Path folder, Path logs)
      throws IOException, InterruptedException {
    List<String> command =
        peers.workerTitles().containsKey(spec.id())
            ? peers.worker(spec.id(), bootstrapServers, spec.topic())
            : ours(spec, settings(spec, bootstrapServers, database, folder));
    var process = MeasuredProcess.start(spec.id(), command, logs);
    try {
      var unused = process.awaitReady();
      return process;
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** The service is this checkout's in any case: only the runtime differs. */
  private List<String> ours(WorkerSpec spec, Path settings) throws IOException {
    Path runtime = spec.ours() ? home : Optional.ofNullable(before).orElse(home);
    List<String> command =
        new JavaCommand(runtime)
            .with(
                RUNTIME,
                new JavaCommand(home).jars(ECHO),
                "io.sluice.workers.WorkerMain",
                List.of("--config", settings.toString()));
    command.add(1, "-Dsluice.echo.service=" + spec.service());
    return command;
  }

  private static Path settings(
      WorkerSpec spec, String bootstrapServers, Database database, Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "verticles: [io.sluice.echo.%s]"
            .formatted(spec.transactional() ? "EntryWorker" : "EchoWorker"));
    lines.add("cluster: {name: bench-worker-" + spec.id() + "}");
    lines.add("management: {port: 0}");
    lines.add("kafka: {bootstrap-servers: \"" + bootstrapServers + "\"}");
    if (spec.transactional()) {
      Access access = database.access(spec.service());
      lines.add("databases:");
      lines.add(
          "  %s: {host: 127.0.0.1, port: %d, database: %s, user: %s, password: \"%s\"}"
              .formatted(
                  spec.service(), access.port(), access.user(), access.user(), access.password()));
    }
    return Files.writeString(
        folder.resolve(spec.id() + ".worker.yaml"), String.join("\n", lines) + "\n");
  }
}
