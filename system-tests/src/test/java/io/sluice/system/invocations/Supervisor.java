package io.sluice.system.invocations;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts processes anew that ended themselves, on a thread of its own. */
final class Supervisor {

  private static final long LOOK_AGAIN_MILLIS = 500;

  private final CountDownLatch over = new CountDownLatch(1);
  private final KilledNodes nodes;
  private final Thread thread;

  Supervisor(KilledNodes nodes) {
    this.nodes = nodes;
    this.thread = Thread.ofPlatform().name("supervisor").start(this::run);
  }

  void end() throws InterruptedException {
    over.countDown();
    thread.join();
  }

  private void run() {
    try {
      while (!over.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        nodes.startEnded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Whoever waits for the process tells that it is not there.
      System.out.println("the supervisor came to an end: " + e);
    }
  }
}
