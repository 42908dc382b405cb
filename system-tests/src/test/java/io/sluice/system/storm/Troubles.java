package io.sluice.system.storm;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong meanwhile, on a thread of its own: every few seconds a worker is killed or the
 * link to the database cuts each connection after some bytes; at two moments the server crashes.
 * What came of it is told when it has ended.
 */
final class Troubles {

  private static final Duration CUT = Duration.ofSeconds(1);
  private static final int CUT_BYTES = 20_000;
  private static final int CRASHES = 2;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("troubles").unstarted(this::run);
  private final StormParts parts;
  private final int commands;
  private final Duration between;
  private final Random random;
  private @Nullable Exception failure;
  private int kills;
  private int crashes;
  private int cuts;

  /**
   * None yet.
   *
   * @param commands how many will have an effect in the end: the crashes are at a third and at two
   * @param between one trouble and the next
   */
  Troubles(StormParts parts, int commands, Duration between, long seed) {
    this.parts = parts;
    this.commands = commands;
    this.between = between;
    this.random = new Random(seed);
  }

  void begin() {
    thread.start();
  }

  int kills() {
    return kills;
  }

  int crashes() {
    return crashes;
  }

  int cuts() {
    return cuts;
  }

  /** No more of them. */
  void end() throws InterruptedException {
    over.countDown();
    thread.join();
    if (failure != null) {
      throw new IllegalStateException("the troubles came to an end", failure);
    }
  }

  private void run() {
    try {
      while (!over.await(between.toMillis(), TimeUnit.MILLISECONDS)) {
        one();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | SQLException | RuntimeException e) {
      failure = e;
    }
  }

  private void one() throws IOException, SQLException, InterruptedException {
    long done = parts.table().effectsUnlessAway().orElse(0);
    if (crashes < CRASHES && done * (CRASHES + 1) > (long) commands * (crashes + 1)) {
      crash();
    } else if (random.nextBoolean() && replaceOne()) {
      kills++;
    } else {
      parts.link().cutAfter(random.nextInt(CUT_BYTES));
      boolean unused = over.await(CUT.toMillis(), TimeUnit.MILLISECONDS);
      parts.link().pass();
      cuts++;
    }
  }

  private boolean replaceOne() throws IOException {
    return parts.replace(StormParts.WORKERS.get(random.nextInt(StormParts.WORKERS.size())));
  }

  /** A backend that is killed makes the server end all others, and recover from its log. */
  private void crash() throws SQLException {
    List<Long> backends = parts.table().backends();
    if (!backends.isEmpty()) {
      ProcessHandle.of(backends.getFirst()).ifPresent(ProcessHandle::destroyForcibly);
      crashes++;
    }
  }
}
