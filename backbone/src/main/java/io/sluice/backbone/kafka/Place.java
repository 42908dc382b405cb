package io.sluice.backbone.kafka;

/**
 * One record's place in the {@link Room}, from its start to its end. Any thread may use it, one
 * after the other; but that another record waits for it may be said at any time.
 */
final class Place {

  private final Room room;
  private volatile boolean awaited;
  private volatile boolean givenBack;
  private int bytes;

  Place(Room room) {
    this.room = room;
  }

  /** The next of the record's key is there, and has the place after it. */
  void awaited() {
    awaited = true;
  }

  /**
   * Its work is done, and Kafka has yet to acknowledge the answer: another one may work, unless the
   * next of its key is there already.
   *
   * @param size of the record and of its answer, in bytes
   */
  void answered(int size) {
    if (!awaited) {
      bytes = size;
      givenBack = room.tryAnswer(size);
    }
  }

  /** It has ended, and nobody has the place after it. */
  void give() {
    if (givenBack) {
      room.acknowledged(bytes);
    } else {
      room.give();
    }
  }

  /** It has ended: says whether the next of its key has the place, or else has to take one. */
  boolean inherit() {
    if (givenBack) {
      room.acknowledged(bytes);
    }
    return !givenBack;
  }
}
