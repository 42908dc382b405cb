package io.sluice.backbone.kafka;

import org.apache.kafka.clients.producer.RecordMetadata;

/** Where the broker has put a record of a topic. */
public record Position(int partition, long offset) {

  static Position of(RecordMetadata place) {
    return new Position(place.partition(), place.offset());
  }
}
