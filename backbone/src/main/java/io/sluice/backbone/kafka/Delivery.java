package io.sluice.backbone.kafka;

/**
 * A record as it was read, and where: what has to be finished before the offset moves on.
 *
 * @param size of its key and value, in bytes
 */
record Delivery(WorkInHand work, PartitionWork partition, long offset, int size, Reading reading) {}
