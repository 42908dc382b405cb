package io.sluice.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How much processor time the machine and some processes have had, at one moment.
 *
 * @param busy ticks that any process or the kernel used, interrupts left out: they are charged to
 *     no process, so they could not be told apart
 * @param stolen ticks that the hypervisor gave to others
 * @param total ticks that all processors had
 * @param processes ticks of each process, its threads and system calls together, by its name
 */
public record CpuClock(long busy, long stolen, long total, Map<String, Long> processes) {

  /** The kernel's USER_HZ, the same on every Linux that a JVM runs on. */
  private static final double MICROS_A_TICK = 10_000;

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  public CpuClock {
    processes = Map.copyOf(processes);
  }

  /** Reads all of them. A process that has ended makes it fail: its measurement is none. */
  public static CpuClock read(Map<String, Long> pids) throws IOException {
    Map<String, Long> processes = new LinkedHashMap<>();
    for (var one : pids.entrySet()) {
      processes.put(
          one.getKey(), ProcessorTime.read(Path.of("/proc/" + one.getValue() + "/stat")).ticks());
    }
    String[] cpu = BLANKS.split(Files.readAllLines(Path.of("/proc/stat")).getFirst());
    long busy = column(cpu, 1) + column(cpu, 2) + column(cpu, 3);
    long total = 0;
    for (int i = 1; i <= 8; i++) {
      total += column(cpu, i);
    }
    return new CpuClock(busy, column(cpu, 8), total, processes);
  }

  /** The microseconds that a process had since an earlier reading. */
  public double microsSince(CpuClock before, String process) {
    return ticksSince(before, process) * MICROS_A_TICK;
  }

  /** The part of all processors that others had, 0 to 1. */
  public double othersSince(CpuClock before) {
    long ours = 0;
    for (String process : processes.keySet()) {
      ours += ticksSince(before, process);
    }
    return share(busy - before.busy - ours, before);
  }

  /** The part of all processors that the hypervisor took, 0 to 1. */
  public double stolenSince(CpuClock before) {
    return share(stolen - before.stolen, before);
  }

  private double share(long ticks, CpuClock before) {
    return Math.max(0, ticks) / (double) Math.max(1, total - before.total);
  }

  private long ticksSince(CpuClock before, String process) {
    Long now = processes.get(process);
    Long then = before.processes.get(process);
    if (now == null || then == null) {
      throw new IllegalArgumentException("no clock of the process " + process);
    }
    return now - then;
  }

  private static long column(String[] columns, int index) {
    return Long.parseLong(columns[index]);
  }
}
