package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what comes from any thread to a context, in its order. What comes before the context has
 * its turn goes in one task: a broker acknowledges many records at once, and a task for each would
 * take longer than what is done in it.
 *
 * @param <T> what is given
 */
final class Handover<T> {

  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  private final Context context;
  private final Consumer<T> taker;
  private List<T> given = new ArrayList<>();

  /**
   * @param taker called on the context
   */
  Handover(Context context, Consumer<T> taker) {
    this.context = context;
    this.taker = taker;
  }

  void give(T one) {
    if (isFirst(one)) {
      context.runOnContext(ignored -> taken().forEach(this::take));
    }
  }

  /** Those behind one that cannot be taken are nobody else's to take. */
  private void take(T one) {
    try {
      taker.accept(one);
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("what was handed over was not taken");
    }
  }

  private synchronized boolean isFirst(T one) {
    given.add(one);
    return given.size() == 1;
  }

  private synchronized List<T> taken() {
    List<T> all = given;
    given = new ArrayList<>();
    return all;
  }
}
