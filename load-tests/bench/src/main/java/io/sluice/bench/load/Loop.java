package io.sluice.bench.load;

/** Sends the calls of one load. Its methods run on the event loop. */
interface Loop {

  void begin();

  /** Sends no more; calls under way go on. */
  void endSending();

  /** When a caller is free again. */
  void free(Caller caller);
}
