package io.sluice.backbone.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells what a topic is for from everything else that may lie in it.
 *
 * @param <K> what it finds
 */
@FunctionalInterface
interface RecordReader<K extends Keyed> {

  /** Never throws: whatever a record is, the partition goes on. */
  K read(ConsumerRecord<byte[], byte[]> record);
}
