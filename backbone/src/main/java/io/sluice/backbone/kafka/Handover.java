package io.sluice.backbone.kafka;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives what comes from any thread to a context, in its order. What comes before the context has
 * its turn goes in one task: a broker acknowledges many records at once, and a task for each would
 * take longer than what is done in it.
 *
 * @param <T> what is given
 */
final class Handover<T> {

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
      context.runOnContext(ignored -> taken().forEach(taker));
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
