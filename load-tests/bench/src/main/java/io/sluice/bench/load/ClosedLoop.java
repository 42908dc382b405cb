package io.sluice.bench.load;

import java.util.List;

/** Each caller calls again when it has its answer. */
final class ClosedLoop implements Loop {

  private final List<Caller> callers;
  private long number;
  private boolean ending;

  ClosedLoop(List<Caller> callers) {
    this.callers = callers;
  }

  @Override
  public void begin() {
    callers.forEach(this::free);
  }

  @Override
  public void endSending() {
    ending = true;
  }

  @Override
  public void free(Caller caller) {
    if (!ending) {
      caller.call(++number, System.nanoTime());
    }
  }
}
