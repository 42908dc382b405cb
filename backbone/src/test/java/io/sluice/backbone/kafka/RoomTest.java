package io.sluice.backbone.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RoomTest {

  private static final int MB = 1024 * 1024;

  private final Room room = new Room(2);

  @Test
  void whatIsAnsweredLeavesItsRoomToAnother() {
    Place first = start();
    Place unused = start();
    assertFalse(room.tryTake());

    first.answered(100);

    assertTrue(room.tryTake());
    first.give();
    assertEquals(2, room.taken());
  }

  @Test
  void whatEndsUnansweredGivesItsRoomBack() {
    start().give();

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

    start().answered(100);
    assertEquals(0, room.taken());
  }

  @Test
  void answersToLargeRecordsKeepTheirRoomBeyondEightMegabytes() {
    start().answered(5 * MB);
    start().answered(5 * MB);
    assertEquals(0, room.taken());

    start().answered(100);
    assertEquals(1, room.taken());
  }

  @Test
  void whatIsAwaitedKeepsItsPlaceForTheNextOfItsKey() {
    Place first = start();
    first.awaited();

    first.answered(100);

    assertEquals(1, room.taken());
    assertTrue(first.inherit());
    assertEquals(1, room.taken());
  }

  @Test
  void theNextTakesAPlaceWhereTheAnswerHasGivenItBack() {
    Place first = answered(100);

    assertFalse(first.inherit());
    assertEquals(0, room.taken());
  }

  @Test
  void whoAskedBeforeHasRoomBeforeWhoeverAsksNow() {
    List<String> served = new ArrayList<>();
    room.notifyOf(() -> served.add("told"));
    Place first = start();
    Place second = start();
    room.takeSoon(() -> served.add("one"));
    room.takeSoon(() -> served.add("two"));
    assertEquals(List.of(), served);

    first.give();
    assertEquals(List.of("one", "told"), served);
    assertFalse(room.tryTake());
    second.give();
    assertEquals(List.of("one", "told", "two", "told"), served);
    assertEquals(2, room.taken());
  }

  private Place start() {
    assertTrue(room.tryTake());
    return new Place(room);
  }

  private Place answered(int size) {
    Place place = start();
    place.answered(size);
    return place;
  }
}
