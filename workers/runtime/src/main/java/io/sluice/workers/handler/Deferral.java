package io.sluice.workers.handler;

/**
 * What a transaction's work completes with where its reply comes later; see {@link Call#defer()}.
 */
public final class Deferral {

  static final Deferral LATER = new Deferral();

  private Deferral() {}
}
