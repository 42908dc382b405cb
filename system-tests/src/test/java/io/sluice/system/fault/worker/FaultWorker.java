package io.sluice.system.fault.worker;

import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Handles the operations of {@code faults.yaml}, all alike but for how long they take: writes the
 * start down, works, answers.
 */
public final class FaultWorker extends WorkerVerticle {

  /** The environment variable with the file that starts are written to. */
  public static final String EFFECTS = "FAULT_EFFECTS";

  private static final long WORK_MILLIS = 40;
  private static final long SLOW_WORK_MILLIS = 1_500;
  private static final String SLOW = "slow";
  private static final List<String> OPERATIONS =
      List.of("busSafe", "busNever", "keyed", "patient", "busHurried", "keyedHurried", SLOW);

  private @Nullable EffectLog effects;

  /** The data of every operation. */
  public record Data(long nonce, String key) {}

  /** The answer of every operation. */
  public record Done(long nonce, String key) {}

  @Override
  public String service() {
    return "fault";
  }

  @Override
  protected Future<?> prepare() {
    try {
      effects = EffectLog.open(Path.of(Objects.requireNonNull(System.getenv(EFFECTS), EFFECTS)));
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  protected void handlers(Handlers on) {
    for (String operation : OPERATIONS) {
      on.command(operation, Data.class, this::work);
    }
  }

  @Override
  protected Future<?> release() {
    try {
      Objects.requireNonNull(effects).close();
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<?> work(Data data, Call call) {
    String line =
        String.join(
            " ",
            Long.toString(data.nonce()),
            data.key(),
            call.operation(),
            Integer.toString(call.attempt()),
            now(),
            Long.toString(micros(call.deadline().at())));
    Objects.requireNonNull(effects).append(line);
    long work = call.operation().equals(SLOW) ? SLOW_WORK_MILLIS : WORK_MILLIS;
    return vertx.timer(work, TimeUnit.MILLISECONDS).map(worked -> done(data));
  }

  private Done done(Data data) {
    Objects.requireNonNull(effects)
        .append(String.join(" ", "end", Long.toString(data.nonce()), now()));
    return new Done(data.nonce(), data.key());
  }

  private static String now() {
    return Long.toString(micros(Instant.now()));
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
