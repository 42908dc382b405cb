package io.sluice.bench.machine;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The processor time of all that takes part. PostgreSQL's processes come and go: what was there at
 * both ends of a measurement counts as its, the others as anybody's.
 */
public final class Clocks {

  private static final String DATABASE = "database-";

  private final Map<String, Long> named;
  private final OptionalLong database;

  /**
   * Reads nothing yet.
   *
   * @param named processes by their names
   * @param database PostgreSQL's first process, where there is one
   */
  public Clocks(Map<String, Long> named, OptionalLong database) {
    this.named = Map.copyOf(named);
    this.database = database;
  }

  /** Taken in the middle of something. */
  public interface Reading {
    void read() throws IOException;
  }

  /** Now. */
  public CpuClock read() throws IOException {
    Map<String, Long> pids = new LinkedHashMap<>(named);
    database.ifPresent(pid -> addDatabase(pids, pid));
    return readLiving(pids);
  }

  private static void addDatabase(Map<String, Long> pids, long first) {
    pids.put(DATABASE + first, first);
    ProcessHandle.of(first).stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(child -> pids.put(DATABASE + child.pid(), child.pid()));
  }

  /** The same processes later. */
  public CpuClock readAgain(CpuClock before) throws IOException {
    Map<String, Long> pids = new LinkedHashMap<>(named);
    before.processes().keySet().stream()
        .filter(name -> name.startsWith(DATABASE))
        .forEach(name -> pids.put(name, pidOf(name)));
    return readLiving(pids);
  }

  /** What PostgreSQL's processes had between two readings. */
  public static double databaseMicros(CpuClock before, CpuClock after) {
    return after.processes().keySet().stream()
        .filter(name -> name.startsWith(DATABASE))
        .mapToDouble(name -> after.microsSince(before, name))
        .sum();
  }

  private static long pidOf(String name) {
    return Long.parseLong(name.substring(DATABASE.length()));
  }

  /** One that ends while it is read is left out. */
  private CpuClock readLiving(Map<String, Long> pids) throws IOException {
    while (true) {
      pids.entrySet()
          .removeIf(
              one ->
                  one.getKey().startsWith(DATABASE) && ProcessHandle.of(one.getValue()).isEmpty());
      try {
        return CpuClock.read(pids);
      } catch (NoSuchFileException e) {
        if (named.values().stream().anyMatch(pid -> ProcessHandle.of(pid).isEmpty())) {
          throw e;
        }
      }
    }
  }
}
