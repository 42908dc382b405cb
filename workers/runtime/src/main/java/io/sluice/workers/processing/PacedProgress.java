package io.sluice.workers.processing;

import io.sluice.workers.handler.ProgressReport;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Progress of one run of a command: the first news go out at once, and after that the latest of
 * each pause. Thread-safe.
 */
final class PacedProgress implements ProgressReport {

  static final int LONGEST_MESSAGE = 1_000;

  private static final Logger log = LoggerFactory.getLogger(PacedProgress.class);

  private final Consumer<Runnable> afterPause;
  private final Consumer<JsonObject> sender;
  private @Nullable JsonObject latest;
  private boolean pausing;
  private boolean ended;

  /**
   * @param afterPause runs an action when a pause is over
   * @param sender never blocks
   */
  PacedProgress(Consumer<Runnable> afterPause, Consumer<JsonObject> sender) {
    this.afterPause = afterPause;
    this.sender = sender;
  }

  @Override
  public void tell(@Nullable Integer percent, @Nullable String message) {
    try {
      take(data(percent, message));
    } catch (RuntimeException e) {
      // A handler does not fail by telling that it does well.
      log.atError().setCause(e).log("progress not sent");
    }
  }

  @Override
  public synchronized void end() {
    ended = true;
    latest = null;
  }

  private synchronized void take(JsonObject data) {
    if (ended) {
      return;
    }
    if (pausing) {
      latest = data;
    } else {
      send(data);
    }
  }

  private synchronized void pauseIsOver() {
    JsonObject next = latest;
    latest = null;
    pausing = false;
    if (next != null) {
      send(next);
    }
  }

  /** Sent while nobody else can: so the order is kept, and nothing comes after the end. */
  private void send(JsonObject data) {
    pausing = true;
    afterPause.accept(this::pauseIsOver);
    sender.accept(data);
  }

  private static JsonObject data(@Nullable Integer percent, @Nullable String message) {
    var data = new JsonObject();
    if (percent != null) {
      data.put("percent", Math.clamp(percent, 0, 100));
    }
    if (message != null) {
      data.put("message", cut(message));
    }
    return data;
  }

  private static String cut(String message) {
    if (message.length() <= LONGEST_MESSAGE) {
      return message;
    }
    boolean splitsOne = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1));
    return message.substring(0, splitsOne ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE);
  }
}
