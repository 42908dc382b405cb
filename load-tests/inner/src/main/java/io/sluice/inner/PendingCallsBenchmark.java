package io.sluice.inner;

import io.sluice.backbone.dispatch.PendingCalls;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Outcome;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A call that is registered, waits among others, and is completed: on the event loop, as in a
 * gateway.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PendingCallsBenchmark {

  private static final int CALLS = 1_000;

  private final List<Command> commands = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private Vertx vertx;
  private PendingCalls pending;

  @Setup
  public void fill() {
    vertx = Vertx.vertx();
    pending = new PendingCalls(vertx, InstantSource.system(), CALLS);
    for (int i = 0; i < CALLS; i++) {
      Command command = Messages.command(UUID.randomUUID());
      commands.add(command);
      replies.add(Messages.reply(command));
    }
  }

  @TearDown
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public Object registerAndComplete() {
    var done = new CompletableFuture<Object>();
    vertx.getOrCreateContext().runOnContext(ignored -> onLoop(done));
    return done.join();
  }

  private void onLoop(CompletableFuture<Object> done) {
    List<Future<Outcome>> outcomes = new ArrayList<>(CALLS);
    for (Command command : commands) {
      outcomes.add(pending.await(command, Future::succeededFuture));
    }
    replies.forEach(pending::complete);
    Future.all(outcomes).onComplete(all -> done.complete(all), done::completeExceptionally);
  }
}
