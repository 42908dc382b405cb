package io.sluice.backbone.kafka;

/**
 * A record as it was read, and where: what has to be finished before the offset moves on.
 *
 * @param size of its key and value, in bytes
 * @param place what it has while it is in work
 * @param <K> what it was read as
 */
record Delivery<K extends Keyed>(
    WorkInHand<K> work,
    PartitionWork partition,
    TrackedOffset tracked,
    int size,
    Place place,
    K reading) {

  long offset() {
    return tracked.offset();
  }

  /** It is finished, and so are the attempts at it; any thread may say so. */
  void finished() {
    Suspects suspects = partition.suspects();
    if (suspects != null && suspects.contains(offset())) {
      suspects.finished(offset());
    }
    // Before it is idle, so that a commit on revocation includes it.
    tracked.finish();
    partition.end();
  }
}
