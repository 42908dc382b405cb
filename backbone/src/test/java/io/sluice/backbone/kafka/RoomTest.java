package io.sluice.backbone.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RoomTest {

  private static final int MB = 1024 * 1024;

  private final Room room = new Room(2);

  @Test
  void whatIsAnsweredLeavesItsRoomToAnother() {
    Place first = start(100);
    Place unused = start(100);
    assertFalse(room.tryTake());

    first.answered();

    assertTrue(room.tryTake());
    first.give();
    assertEquals(2, room.taken());
  }

  @Test
  void whatEndsUnansweredGivesItsRoomBack() {
    start(100).give();

    assertEquals(0, room.taken());
  }

  @Test
  void anAnswerBeyondFourTimesTheLimitKeepsItsRoomUntilItIsAcknowledged() {
    List<Place> onTheirWay = Stream.generate(() -> answered(100)).limit(8).toList();
    assertEquals(0, room.taken());

    Place ninth = answered(100);
    assertEquals(1, room.taken());
    onTheirWay.getFirst().give();
    assertEquals(1, room.taken());
    ninth.give();
    assertEquals(0, room.taken());

    start(100).answered();
    assertEquals(0, room.taken());
  }

  @Test
  void answersToLargeRecordsKeepTheirRoomBeyondEightMegabytes() {
    start(5 * MB).answered();
    start(5 * MB).answered();
    assertEquals(0, room.taken());

    start(100).answered();
    assertEquals(1, room.taken());
  }

  @Test
  void allWhoWantToKnowAreToldThatThereIsRoomAgain() {
    var first = new AtomicInteger();
    var second = new AtomicInteger();
    room.notifyOf(first::incrementAndGet);
    room.notifyOf(second::incrementAndGet);
    Place place = start(100);

    place.answered();
    place.give();

    assertEquals(1, first.get());
    assertEquals(1, second.get());
  }

  private Place start(int size) {
    assertTrue(room.tryTake());
    return new Place(room, size);
  }

  private Place answered(int size) {
    Place place = start(size);
    place.answered();
    return place;
  }
}
