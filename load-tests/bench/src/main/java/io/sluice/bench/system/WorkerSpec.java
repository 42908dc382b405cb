package io.sluice.bench.system;

/**
 * A worker that is measured alone, by commands in its topic.
 *
 * @param id the short name in options and reports
 * @param title what it is, for readers
 * @param service whose commands it takes
 * @param lane the partition of the reply topic that is its own
 * @param transactional whether each of its commands commits a transaction
 * @param ours whether it is Sluice as it is here
 */
public record WorkerSpec(
    String id, String title, String service, int lane, boolean transactional, boolean ours) {

  /** Where its commands are sent. */
  public String topic() {
    return service + ".commands";
  }
}
