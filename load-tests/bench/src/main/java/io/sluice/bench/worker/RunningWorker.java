package io.sluice.bench.worker;

import io.sluice.bench.machine.Clocks;
import io.sluice.bench.system.MeasuredProcess;
import io.sluice.bench.system.WorkerSpec;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker that takes commands. */
final class RunningWorker {

  private static final long LOOK_AGAIN_MILLIS = 5;
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final WorkerSpec spec;
  private final MeasuredProcess process;
  private final SentCommands commands;
  private final ReplyLane lane;
  private final @Nullable DatabaseLog log;
  private long sent;

  /**
   * A worker that was started.
   *
   * @param log of its database; null where it has none
   */
  RunningWorker(
      WorkerSpec spec,
      MeasuredProcess process,
      SentCommands commands,
      ReplyLane lane,
      @Nullable DatabaseLog log) {
    this.spec = spec;
    this.process = process;
    this.commands = commands;
    this.lane = lane;
    this.log = log;
  }

  WorkerSpec spec() {
    return spec;
  }

  long pid() {
    return process.pid();
  }

  /**
   * How a run ended.
   *
   * @param commands that were answered in the time that counts
   * @param unanswered within 30 s of the last answer, or answered by a failure
   */
  record Ended(long commands, long unanswered, long nanos) {

    double perSecond() {
      return commands * 1e9 / Math.max(1, nanos);
    }
  }

  /**
   * Sends so many as fast as the broker takes them; counts from then on until all are answered.
   *
   * @param onSent called when they are sent
   */
  Ended backlog(long count, Clocks.Reading onSent) throws IOException, InterruptedException {
    long before = lane.end();
    send(count);
    commands.flush();
    onSent.read();
    long from = System.nanoTime();
    long begun = lane.end() - before;
    long answered = begun;
    long heard = from;
    while (answered < count && System.nanoTime() - heard < SILENCE.toNanos()) {
      var unused = new CountDownLatch(1).await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      long now = lane.end() - before;
      heard = now > answered ? System.nanoTime() : heard;
      answered = now;
    }
    return new Ended(answered - begun, count - answered, System.nanoTime() - from);
  }

  /** Keeps so many under way, until so many have been sent and answered. */
  Ended inFlight(int width, long count) {
    lane.skip();
    long failures = lane.failures();
    long from = System.nanoTime();
    long heard = from;
    long underWay = Math.min(width, count);
    long toSend = count - underWay;
    long answered = 0;
    send(underWay);
    while (answered < count && System.nanoTime() - heard < SILENCE.toNanos()) {
      int come = lane.poll();
      heard = come > 0 ? System.nanoTime() : heard;
      answered += come;
      long next = Math.min(come, toSend);
      send(next);
      toSend -= next;
    }
    long failed = lane.failures() - failures;
    return new Ended(answered, count - answered + failed, System.nanoTime() - from);
  }

  /** How often its database flushed its log until now; 0 where it has none. */
  long flushes() throws SQLException, IOException, InterruptedException {
    return log == null ? 0 : log.flushes(sent);
  }

  private void send(long count) {
    commands.send(spec, count);
    sent += count;
  }
}
