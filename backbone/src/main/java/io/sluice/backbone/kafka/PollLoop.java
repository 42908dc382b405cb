package io.sluice.backbone.kafka;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of its own for a Kafka consumer, which must be polled and closed by one thread. When a
 * session ends by an exception, another begins a second later.
 */
final class PollLoop {

  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration BETWEEN_SESSIONS = Duration.ofSeconds(1);

  /** A broker that is there says something every second or two, be there commands or not. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

  private final Promise<Void> ready = Promise.promise();
  private final Promise<Void> ended = Promise.promise();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Consumer<PollLoop> session;
  private final Thread thread;
  private volatile boolean isReady;
  private volatile long heard = System.nanoTime();
  private String told = "";
  private long toldAt;

  /**
   * A loop that does not run yet.
   *
   * @param session opens a consumer, polls while {@link #isRunning()}, and closes it
   */
  PollLoop(String name, Consumer<PollLoop> session) {
    this.session = session;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /** Completes when a session is ready for the first time; fails when the first session failed. */
  Future<Void> start() {
    thread.start();
    return ready.future();
  }

  /** Called by the session when it does its work. */
  void sessionReady() {
    heardBroker();
    isReady = true;
    ready.tryComplete();
  }

  /**
   * Asks Kafka in short steps, so that a broker that is away does not hold up a stop.
   *
   * @param question is given how long it may wait
   * @throws TimeoutException when there is no answer within the limit, or before the stop
   */
  <T> T ask(Duration limit, Function<Duration, T> question) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return question.apply(STEP);
      } catch (TimeoutException e) {
        if (!isRunning() || System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /** Called by the session when a broker has said something. */
  void heardBroker() {
    heard = System.nanoTime();
  }

  /** Whether a session does its work, and a broker answers it. */
  boolean isReady() {
    return isReady && !isSilent(silence());
  }

  /** Why {@link #isReady()} says no. */
  Optional<String> trouble() {
    if (!isReady) {
      return Optional.of("kafka: " + thread.getName() + " has not begun to read");
    }
    Duration silence = silence();
    return isSilent(silence)
        ? Optional.of("kafka: no broker has answered for " + silence.toSeconds() + " s")
        : Optional.empty();
  }

  private Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heard);
  }

  private static boolean isSilent(Duration silence) {
    return silence.compareTo(SILENCE) > 0;
  }

  boolean isRunning() {
    return stopping.getCount() > 0;
  }

  /** Completes when the session has closed its consumer. */
  Future<Void> stop() {
    stopping.countDown();
    return thread.getState() == Thread.State.NEW ? Future.succeededFuture() : ended.future();
  }

  private void run() {
    try {
      do {
        runSession();
      } while (!isStoppedWithin(BETWEEN_SESSIONS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ready.tryFail(
          new IllegalStateException(thread.getName() + " was stopped before it was ready"));
      ended.complete();
    }
  }

  private void runSession() {
    try {
      session.accept(this);
    } catch (RuntimeException e) {
      tell(e);
      ready.tryFail(e);
    } finally {
      isReady = false;
    }
  }

  /** A session that fails at once fails again each second: that is one line a minute. */
  private void tell(RuntimeException failure) {
    long now = System.nanoTime();
    if (failure.toString().equals(told) && now - toldAt < TELL_AGAIN.toNanos()) {
      return;
    }
    told = failure.toString();
    toldAt = now;
    log.atError().addKeyValue("loop", thread.getName()).setCause(failure).log("session ended");
  }

  private boolean isStoppedWithin(Duration wait) throws InterruptedException {
    return stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
