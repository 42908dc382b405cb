package io.sluice.gateway.contract;

/** What carries an operation's commands. */
public enum Transport {
  /** A Kafka topic: commands wait for a worker. */
  KAFKA,
  /** The clustered event bus: commands go to a live worker or nowhere. */
  EVENT_BUS
}
