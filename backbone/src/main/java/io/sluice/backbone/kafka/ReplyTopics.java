package io.sluice.backbone.kafka;

import io.sluice.backbone.message.ReplyTo;

/** The two reply topics; a lane is the same partition number in both. */
public final class ReplyTopics {

  /** Replies to plain calls: kept shortly. */
  public static final String PLAIN = "sluice.replies";

  /** Replies to recorded calls: kept a day or more. */
  public static final String DURABLE = "sluice.replies.durable";

  /** How many lanes there are, and so how many gateways can have one of their own. */
  public static final int LANES = 64;

  private ReplyTopics() {}

  static ReplyTo address(int lane, boolean recorded) {
    return new ReplyTo.Kafka(recorded ? DURABLE : PLAIN, lane);
  }

  /** The same lane where replies are kept; an address of another kind stays as it is. */
  public static ReplyTo kept(ReplyTo address) {
    return address instanceof ReplyTo.Kafka kafka && kafka.topic().equals(PLAIN)
        ? new ReplyTo.Kafka(DURABLE, kafka.lane())
        : address;
  }

  /** Workers send to these topics and lanes and no others, whatever a command says. */
  static boolean allows(ReplyTo.Kafka address) {
    Integer lane = address.lane();
    return (address.topic().equals(PLAIN) || address.topic().equals(DURABLE))
        && (lane == null || lane < LANES);
  }
}
