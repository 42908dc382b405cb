package io.sluice.backbone.deadletter;

import io.sluice.backbone.deadletter.DeadLetterQueue.Later;
import io.sluice.backbone.deadletter.DeadLetterQueue.Listing;
import io.sluice.backbone.deadletter.DeadLetterQueue.Opened;
import io.sluice.backbone.kafka.DeadLetterHeaders;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds letters, their values and what came after them. Blocks; used by one thread. */
final class LetterReader {

  private final TopicReader reader;
  private final String origin;
  private final String topic;

  /**
   * @param origin the topic that the letters come from
   */
  LetterReader(TopicReader reader, String origin) {
    this.reader = reader;
    this.origin = origin;
    this.topic = DeadLetterHeaders.topicOf(origin);
  }

  Listing list(int most) {
    var open = new OpenLetters(most);
    for (TopicPartition partition : reader.partitions(topic)) {
      reader.read(
          partition,
          0,
          record -> {
            open.take(record);
            return true;
          });
    }
    return open.listing();
  }

  Opened open(LetterId id) {
    var record = openRecord(id);
    var letter = Letter.of(record);
    return new Opened(letter, value(record), later(letter, record));
  }

  /**
   * A letter that may still be redriven.
   *
   * @throws NoSuchElementException when there is none, or it was redriven or discarded
   */
  ConsumerRecord<byte[], byte[]> openRecord(LetterId id) {
    var partition = new TopicPartition(topic, id.partition());
    var record =
        Optional.of(partition)
            .filter(reader.partitions(topic)::contains)
            .flatMap(there -> reader.at(there, id.offset()))
            .filter(found -> Mark.of(found).isEmpty())
            .orElseThrow(() -> new NoSuchElementException(origin + " has no dead letter " + id));
    reader.read(
        partition,
        id.offset() + 1,
        behind -> {
          if (Mark.of(behind).orElse(-1) == id.offset()) {
            throw new NoSuchElementException(
                "the dead letter " + id + " of " + origin + " was redriven or discarded");
          }
          return true;
        });
    return record;
  }

  /** Those that the topic still has, in their order. */
  List<Whole> whole(SortedSet<LetterId> ids) {
    return records(ids).stream().map(this::whole).toList();
  }

  /** The same without the values of those that were cut. */
  List<ConsumerRecord<byte[], byte[]>> records(SortedSet<LetterId> ids) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(ids.size());
    for (LetterId next = ids.getFirst(); next != null; next = partitionAfter(ids, next)) {
      reader.read(
          new TopicPartition(topic, next.partition()),
          next.offset(),
          record -> {
            LetterId id = LetterId.of(record);
            if (ids.contains(id)) {
              found.add(record);
            }
            return id.compareTo(ids.last()) < 0;
          });
    }
    return found;
  }

  private static @Nullable LetterId partitionAfter(SortedSet<LetterId> ids, LetterId last) {
    var rest = ids.tailSet(new LetterId(last.partition() + 1, 0));
    return rest.isEmpty() ? null : rest.getFirst();
  }

  /**
   * A letter with its value.
   *
   * @param value what it has, or had before it was cut
   */
  record Whole(ConsumerRecord<byte[], byte[]> record, Buffer value) {}

  /** What was cut is still where it was, for as long as that topic keeps it. */
  Whole whole(ConsumerRecord<byte[], byte[]> record) {
    var letter = Letter.of(record);
    if (!letter.cut()) {
      return new Whole(record, value(record));
    }
    var place = letter.origin();
    return reader
        .at(new TopicPartition(origin, place.partition()), place.offset())
        .filter(found -> Arrays.equals(found.key(), record.key()))
        .map(found -> new Whole(record, value(found)))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the dead letter %s has no value: it was too large for %s, and %s has it no more"
                        .formatted(letter.id(), topic, origin)));
  }

  private static Buffer value(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? Buffer.buffer() : Buffer.buffer(record.value());
  }

  private Later later(Letter letter, ConsumerRecord<byte[], byte[]> record) {
    var found = new LaterRecords(record.key());
    var place = letter.origin();
    if (place.isKnown()) {
      reader.read(
          new TopicPartition(origin, place.partition()),
          place.offset() + 1,
          behind -> {
            found.take(behind);
            return !found.isEnough();
          });
    }
    return found.later();
  }
}
