package io.sluice.backbone.kafka;

/**
 * One record's place in the {@link Room}, from its start to its end. Any thread may use it, one
 * after the other.
 */
final class Place {

  private final Room room;
  private final int size;
  private volatile boolean answered;

  /**
   * @param size of the record, in bytes
   */
  Place(Room room, int size) {
    this.room = room;
    this.size = size;
  }

  /** Its work is done, and Kafka has yet to acknowledge the answer: another one may work. */
  void answered() {
    answered = room.tryAnswer(size);
  }

  /** It has ended. */
  void give() {
    if (answered) {
      room.acknowledged(size);
    } else {
      room.give();
    }
  }
}
