package io.sluice.backbone.message;

import org.jspecify.annotations.Nullable;

/** Where a reply goes; CloudEvents extension {@code replyto}. */
public sealed interface ReplyTo {

  /**
   * Parses the text form of an address.
   *
   * @throws IllegalArgumentException when the text is none of the three forms
   */
  static ReplyTo parse(String text) {
    if (text.startsWith(Bus.SCHEME)) {
      return new Bus(text.substring(Bus.SCHEME.length()));
    }
    if (text.startsWith(Kafka.SCHEME)) {
      return Kafka.parse(text.substring(Kafka.SCHEME.length()));
    }
    throw new IllegalArgumentException(
        "a reply address is kafka:<topic>/<lane>, kafka:<topic> or bus:<address>");
  }

  /** An address of the clustered event bus. */
  record Bus(String address) implements ReplyTo {
    private static final String SCHEME = "bus:";

    public Bus {
      requireText(address, "address");
    }

    @Override
    public String toString() {
      return SCHEME + address;
    }
  }

  /**
   * A reply topic.
   *
   * @param lane the partition; null between services, where the record's key decides
   */
  record Kafka(String topic, @Nullable Integer lane) implements ReplyTo {
    private static final String SCHEME = "kafka:";

    public Kafka {
      requireText(topic, "topic");
      if (lane != null && lane < 0) {
        throw new IllegalArgumentException("lane is " + lane + "; it is 0 or more");
      }
    }

    private static Kafka parse(String text) {
      int slash = text.indexOf('/');
      if (slash < 0) {
        return new Kafka(text, null);
      }
      return new Kafka(text.substring(0, slash), Integer.valueOf(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return lane == null ? SCHEME + topic : SCHEME + topic + "/" + lane;
    }
  }

  private static void requireText(String value, String what) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a reply address needs its " + what);
    }
  }
}
