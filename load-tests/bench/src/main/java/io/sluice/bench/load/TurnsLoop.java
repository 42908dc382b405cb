package io.sluice.bench.load;

import java.util.ArrayDeque;
import java.util.List;

/** As many calls under way as in a closed loop of that size, each by whoever has waited longest. */
final class TurnsLoop implements Loop {

  private final ArrayDeque<Caller> resting;
  private final int underWay;
  private long number;
  private boolean ending;

  TurnsLoop(List<Caller> callers, int underWay) {
    this.resting = new ArrayDeque<>(callers);
    this.underWay = Math.min(underWay, callers.size());
  }

  @Override
  public void begin() {
    for (int i = 0; i < underWay; i++) {
      callNext();
    }
  }

  @Override
  public void endSending() {
    ending = true;
  }

  @Override
  public void free(Caller caller) {
    resting.add(caller);
    if (!ending) {
      callNext();
    }
  }

  private void callNext() {
    resting.remove().call(++number, System.nanoTime());
  }
}
