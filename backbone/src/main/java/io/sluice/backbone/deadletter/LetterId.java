package io.sluice.backbone.deadletter;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A dead letter's place in its topic; written {@code 3-17}: partition 3, offset 17. */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})-(\\d{1,18})");
  private static final Comparator<LetterId> ORDER =
      Comparator.comparingInt(LetterId::partition).thenComparingLong(LetterId::offset);

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException naming the text when it is no such id
   */
  public static LetterId parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no dead letter's id; one is PARTITION-OFFSET, such as 3-17");
    }
    return new LetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  static LetterId of(ConsumerRecord<byte[], byte[]> record) {
    return new LetterId(record.partition(), record.offset());
  }

  @Override
  public int compareTo(LetterId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
