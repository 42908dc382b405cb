package io.sluice.bench.system;

import io.sluice.bench.load.Endpoint;
import io.sluice.bench.system.SystemSpec.ProcessSpec;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The floors and the peers, as {@code load-tests/peers/peers.json} lists them. */
final class PeerSystems {

  private static final int COMMAND_PARTITIONS = 8;

  private final Map<String, JsonObject> byId = new LinkedHashMap<>();
  private final Map<String, JsonObject> workersById = new LinkedHashMap<>();
  private final Path folder;
  private final JavaCommand java;

  private PeerSystems(Path home) {
    this.folder = home.resolve("load-tests/peers");
    this.java = new JavaCommand(home);
  }

  /** Reads the list; where there is none, there are no peers. */
  static PeerSystems read(Path home) throws IOException {
    var peers = new PeerSystems(home);
    Path list = peers.folder.resolve("peers.json");
    if (Files.exists(list)) {
      var json = new JsonObject(Files.readString(list));
      objects(json, "systems").forEach(one -> peers.byId.put(one.getString("id"), one));
      objects(json, "workers").forEach(one -> peers.workersById.put(one.getString("id"), one));
    }
    return peers;
  }

  /** Titles by id, in the order of the list. */
  Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    byId.forEach((id, one) -> titles.put(id, one.getString("title")));
    return titles;
  }

  /** The topics of one of them: replies have a partition, because there is one gateway. */
  Map<String, Integer> topics(String id) {
    return of(id).getBoolean("kafka")
        ? Map.of(commands(id), COMMAND_PARTITIONS, replies(id), 1)
        : Map.of();
  }

  /** Its command lines, on ports of their own. */
  SystemSpec spec(String id, String bootstrapServers) throws IOException {
    int http = Ports.free();
    Map<String, String> values =
        Map.of(
            "${httpPort}", Integer.toString(http),
            "${clusterPort}", Integer.toString(Ports.free()),
            "${bootstrap}", bootstrapServers,
            "${topic}", commands(id),
            "${replyTopic}", replies(id));
    List<ProcessSpec> processes = new ArrayList<>();
    for (JsonObject one : objects(of(id), "processes")) {
      processes.add(new ProcessSpec(one.getString("role"), command(one, values)));
    }
    var target = URI.create("http://127.0.0.1:" + http + "/echo");
    return new SystemSpec(id, of(id).getString("title"), processes, Endpoint.sync(target), null);
  }

  /** Titles of the workers that are measured without a gateway, by id. */
  Map<String, String> workerTitles() {
    Map<String, String> titles = new LinkedHashMap<>();
    workersById.forEach((id, one) -> titles.put(id, one.getString("title")));
    return titles;
  }

  /** The command line of one of them. */
  List<String> worker(String id, String bootstrapServers, String topic) throws IOException {
    JsonObject one = Objects.requireNonNull(workersById.get(id), id);
    return command(
        objects(one, "processes").getFirst(),
        Map.of("${bootstrap}", bootstrapServers, "${topic}", topic));
  }

  private List<String> command(JsonObject process, Map<String, String> values) throws IOException {
    List<String> command = new ArrayList<>(java.java());
    texts(process, "jvmArgs").forEach(command::add);
    command.addAll(
        List.of("-cp", classPath(process.getString("module")), process.getString("main")));
    for (String argument : texts(process, "args")) {
      String filled = argument;
      for (var value : values.entrySet()) {
        filled = filled.replace(value.getKey(), value.getValue());
      }
      command.add(filled);
    }
    return command;
  }

  private String classPath(String module) throws IOException {
    Path target = folder.resolve(module).resolve("target");
    List<String> entries = new ArrayList<>();
    try (var jars = Files.newDirectoryStream(target, module + "-*.jar")) {
      jars.forEach(jar -> entries.add(jar.toString()));
    }
    if (entries.isEmpty()) {
      throw new IOException("the peer " + module + " is not built");
    }
    entries.add(target.resolve("dependency").resolve("*").toString());
    return String.join(File.pathSeparator, entries);
  }

  private JsonObject of(String id) {
    return Objects.requireNonNull(byId.get(id), id);
  }

  private static String commands(String id) {
    return "peer." + id + ".commands";
  }

  private static String replies(String id) {
    return "peer." + id + ".replies";
  }

  private static List<JsonObject> objects(JsonObject in, String name) {
    return in.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> texts(JsonObject in, String name) {
    return in.getJsonArray(name).stream().map(String.class::cast).toList();
  }
}
