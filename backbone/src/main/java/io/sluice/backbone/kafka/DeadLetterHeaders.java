package io.sluice.backbone.kafka;

/**
 * The headers that a dead letter has beside the record's own, and the names of their topics
 * (docs/protocol.md, dead letters).
 */
public final class DeadLetterHeaders {

  /** What all of them begin with. */
  public static final String PREFIX = "sluice_dlq_";

  public static final String REASON = PREFIX + "reason";
  public static final String DETAIL = PREFIX + "detail";
  public static final String TOPIC = PREFIX + "topic";
  public static final String PARTITION = PREFIX + "partition";
  public static final String OFFSET = PREFIX + "offset";
  public static final String TIMESTAMP = PREFIX + "timestamp";
  public static final String ATTEMPTS = PREFIX + "attempts";
  public static final String CUT = PREFIX + "cut";

  /** On a mark: what became of a letter. */
  public static final String MARK = PREFIX + "mark";

  /** On a mark: the offset of the letter, in the same partition. */
  public static final String MARKED = PREFIX + "marked";

  private static final String SUFFIX = ".dlq";

  private DeadLetterHeaders() {}

  /** Where a topic's dead letters go. */
  public static String topicOf(String topic) {
    return topic + SUFFIX;
  }

  /** Whether it is a topic of dead letters. */
  public static boolean isTopic(String name) {
    return name.endsWith(SUFFIX) && name.length() > SUFFIX.length();
  }

  /** The topic that a topic of dead letters belongs to. */
  public static String originOf(String deadLetterTopic) {
    return deadLetterTopic.substring(0, deadLetterTopic.length() - SUFFIX.length());
  }
}
