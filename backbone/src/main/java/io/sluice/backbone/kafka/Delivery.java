package io.sluice.backbone.kafka;

import io.sluice.backbone.message.Command;

/** A command as it was read, and where: what has to be finished before the offset moves on. */
record Delivery(WorkInHand work, PartitionWork partition, long offset, Command command) {}
