package io.sluice.bench.worker;

import io.sluice.bench.machine.CpuClock;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The processor time of all that takes part. PostgreSQL's processes come and go: what was there at
 * both ends of a measurement counts as its, the others as anybody's.
 */
final class Clocks {

  private static final String DATABASE = "database";

  private final Map<String, Long> named;
  private final long database;

  Clocks(Map<String, Long> named, long database) {
    this.named = Map.copyOf(named);
    this.database = database;
  }

  /** Taken in the middle of something. */
  interface Reading {
    void read() throws IOException;
  }

  /** Now. */
  CpuClock read() throws IOException {
    Map<String, Long> pids = new LinkedHashMap<>(named);
    pids.put(DATABASE, database);
    ProcessHandle.of(database).stream()
        .flatMap(ProcessHandle::descendants)
        .forEach(child -> pids.put(DATABASE + child.pid(), child.pid()));
    return readLiving(pids);
  }

  /** The same processes later. */
  CpuClock readAgain(CpuClock before) throws IOException {
    Map<String, Long> pids = new LinkedHashMap<>(named);
    before.processes().keySet().stream()
        .filter(name -> name.startsWith(DATABASE))
        .forEach(name -> pids.put(name, pidOf(name)));
    return readLiving(pids);
  }

  static double databaseMicros(CpuClock before, CpuClock after) {
    return after.processes().keySet().stream()
        .filter(name -> name.startsWith(DATABASE))
        .mapToDouble(name -> after.microsSince(before, name))
        .sum();
  }

  private long pidOf(String name) {
    return name.equals(DATABASE) ? database : Long.parseLong(name.substring(DATABASE.length()));
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
