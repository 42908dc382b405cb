package io.sluice.backbone.kafka;

import io.sluice.backbone.kafka.KeptRecord.KeptHeader;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Turns what a consumer read into what is kept, and back. */
final class KeptRecords {

  private KeptRecords() {}

  static KeptRecord keep(ConsumerRecord<byte[], byte[]> record) {
    List<KeptHeader> headers = new ArrayList<>();
    record
        .headers()
        .forEach(header -> headers.add(new KeptHeader(header.key(), buffer(header.value()))));
    return new KeptRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        buffer(record.key()),
        buffer(record.value()),
        headers);
  }

  static ConsumerRecord<byte[], byte[]> restore(KeptRecord kept) {
    Headers headers = new RecordHeaders();
    kept.headers().forEach(header -> headers.add(header.name(), bytes(header.value())));
    byte[] key = bytes(kept.key());
    byte[] value = bytes(kept.value());
    return new ConsumerRecord<>(
        kept.topic(),
        kept.partition(),
        kept.offset(),
        kept.timestamp(),
        TimestampType.CREATE_TIME,
        key == null ? ConsumerRecord.NULL_SIZE : key.length,
        value == null ? ConsumerRecord.NULL_SIZE : value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static @Nullable Buffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : Buffer.buffer(bytes);
  }

  private static byte @Nullable [] bytes(@Nullable Buffer buffer) {
    return buffer == null ? null : buffer.getBytes();
  }
}
