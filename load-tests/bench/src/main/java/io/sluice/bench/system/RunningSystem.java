package io.sluice.bench.system;

import io.sluice.bench.load.LoadGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A system whose processes run. */
public final class RunningSystem implements AutoCloseable {

  private static final Duration FIRST_ANSWER_LIMIT = Duration.ofSeconds(90);
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final Map<String, MeasuredProcess> processes = new LinkedHashMap<>();
  private final SystemSpec spec;
  private Duration firstAnswer = Duration.ZERO;

  private RunningSystem(SystemSpec spec) {
    this.spec = spec;
  }

  /** Starts the processes one after the other and waits for the first right answer. */
  public static RunningSystem start(SystemSpec spec, LoadGenerator generator, Path logs)
      throws Exception {
    var running = new RunningSystem(spec);
    try {
      running.startAll(generator, logs);
      return running;
    } catch (Exception e) {
      running.close();
      throw e;
    }
  }

  public SystemSpec spec() {
    return spec;
  }

  /**
   * From the start of the process that serves HTTP, the others being ready, to its first answer.
   */
  public Duration firstAnswer() {
    return firstAnswer;
  }

  /** The processes' ids by their role. */
  public Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    processes.forEach((role, process) -> pids.put(role, process.pid()));
    return pids;
  }

  /** Ends first what serves HTTP. */
  @Override
  public void close() {
    List.copyOf(processes.values()).reversed().forEach(MeasuredProcess::close);
  }

  private void startAll(LoadGenerator generator, Path logs) throws Exception {
    long started = System.nanoTime();
    for (SystemSpec.ProcessSpec one : spec.processes()) {
      started = System.nanoTime();
      var process = MeasuredProcess.start(spec.id() + "-" + one.role(), one.command(), logs);
      processes.put(one.role(), process);
      var unused = process.awaitReady();
    }
    awaitAnswer(() -> callOnce(generator));
    firstAnswer = Duration.ofNanos(System.nanoTime() - started);
  }

  private boolean callOnce(LoadGenerator generator) throws Exception {
    generator.callOnce(spec.target());
    return true;
  }

  /** A consumer group may still be forming behind a gateway that is ready. */
  private void awaitAnswer(Callable<Boolean> call) throws Exception {
    long end = System.nanoTime() + FIRST_ANSWER_LIMIT.toNanos();
    while (true) {
      try {
        var unused = call.call();
        return;
      } catch (Exception e) {
        if (System.nanoTime() > end) {
          throw new IOException(spec.id() + " does not answer", e);
        }
        var unused = new CountDownLatch(1).await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }
}
