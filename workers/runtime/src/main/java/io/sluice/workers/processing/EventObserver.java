package io.sluice.workers.processing;

/** Hears what becomes of events. Thread-safe. */
public interface EventObserver {

  /** What came of one run of an event. */
  enum Outcome {
    /** Its handler is done with it. */
    SUCCESS("success"),
    /** Nobody handles events of its name. */
    SKIPPED("skipped"),
    /** The service had been done with it before. */
    REPEATED("repeated"),
    /** It failed, or could not be begun; it is tried again or given up. */
    FAILED("failed");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** Its name in metrics. */
    public String label() {
      return label;
    }
  }

  /**
   * A run ended.
   *
   * @param event its name, where the service handles it
   */
  void ended(String stream, String event, Outcome outcome, long nanos);

  /** Events before the one that was handled never came. */
  void gap(String stream);
}
