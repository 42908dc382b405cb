package io.sluice.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every system that can be measured. */
public final class Systems {

  /** Sluice alone. */
  public static final List<String> OURS = List.of("kafka", "bus");

  /** Sluice, its floor over Kafka, and Spring as it comes and without lingering. */
  public static final List<String> SHORT = List.of("D", "S", "S0", "kafka", "bus");

  private final Path home;
  private final @Nullable Path before;
  private final PeerSystems peers;

  private Systems(Path home, @Nullable Path before, PeerSystems peers) {
    this.home = home;
    this.before = before;
    this.peers = peers;
  }

  /**
   * Reads what there is in the project.
   *
   * @param before another checkout, built, whose gateway and worker can be measured, too; or null
   */
  public static Systems known(Path home, @Nullable Path before) throws IOException {
    return new Systems(home, before, PeerSystems.read(home));
  }

  /** Titles by id, in the order of a report. */
  public Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>(peers.titles());
    titles.putAll(SluiceSystems.TITLES);
    if (before == null) {
      titles.remove(SluiceSystems.BEFORE);
    }
    return titles;
  }

  public List<String> ids() {
    return List.copyOf(titles().keySet());
  }

  /**
   * Makes sure that all of them are known.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  public void require(List<String> ids) {
    require(ids, ids());
  }

  static void require(List<String> ids, List<String> known) {
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "no system " + id + "; known are " + String.join(", ", known));
      }
    }
  }

  /** The topics that the broker shall have for them; Sluice makes its own. */
  public Map<String, Integer> topics(List<String> ids) {
    Map<String, Integer> topics = new LinkedHashMap<>();
    ids.stream().filter(id -> !isOurs(id)).forEach(id -> topics.putAll(peers.topics(id)));
    ids.stream()
        .filter(SluiceSystems::isTransactional)
        .forEach(id -> topics.put(id + ".events", 8));
    return topics;
  }

  /** The databases that they need: each worker's and each gateway's own. */
  public List<String> databases(List<String> ids) {
    return ids.stream()
        .filter(SluiceSystems::isTransactional)
        .flatMap(id -> Stream.of(id, SluiceSystems.ledger(id)))
        .toList();
  }

  /**
   * Prepares them to be started.
   *
   * @param database null where none of them needs one
   * @param folder for settings
   * @param logs for what is run to prepare them
   */
  public List<SystemSpec> specs(
      List<String> ids,
      String bootstrapServers,
      @Nullable Database database,
      Path folder,
      Path logs)
      throws IOException, InterruptedException {
    var sluice = new SluiceSystems(home, before, folder, bootstrapServers, database);
    List<SystemSpec> specs = new ArrayList<>();
    for (String id : ids) {
      specs.add(isOurs(id) ? sluice.of(id, logs) : peers.spec(id, bootstrapServers));
    }
    return specs;
  }

  private static boolean isOurs(String id) {
    return SluiceSystems.TITLES.containsKey(id);
  }
}
