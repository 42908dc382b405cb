package io.sluice.workers.retry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.kafka.KeptRecord;
import io.sluice.backbone.kafka.KeptRecord.KeptHeader;
import io.sluice.backbone.kafka.ParkingLot.Attempt;
import io.sluice.backbone.kafka.ParkingLot.GivenUp;
import io.sluice.backbone.kafka.ParkingLot.Kept;
import io.sluice.backbone.kafka.ParkingLot.Parked;
import io.sluice.backbone.kafka.ParkingLot.Space;
import io.sluice.workers.RealDatabase;
import io.sluice.workers.database.Database;
import io.sluice.workers.database.DatabaseConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class ParkedRecordsTest {

  private static final String TOPIC = "t.commands";

  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final ParkedRecords records;

  ParkedRecordsTest() throws Exception {
    String service = RealDatabase.newService();
    var config = DatabaseConfig.from(RealDatabase.configOf(service).getJsonObject("database"));
    database = Database.open(vertx, config, null).await(60, SECONDS);
    records = new ParkedRecords(database.pool(), service);
  }

  @AfterEach
  void close() throws TimeoutException {
    database.close().await(20, SECONDS);
    vertx.close().await(20, SECONDS);
  }

  @Test
  void whatIsParkedIsFoundAgainInItsOrderAndAsItWas() throws TimeoutException {
    Space space = take();
    assertTrue(park(space, 12, "ä\u0000b", Duration.ofHours(1)));
    assertTrue(park(space, 7, null, Duration.ZERO));

    Space next = take();

    assertEquals(List.of(7L, 12L), next.found().stream().map(Parked::offset).toList());
    assertEquals("ä\u0000b", next.found().getLast().key());
    assertTrue(next.found().getFirst().due().compareTo(Duration.ZERO) <= 0);
    assertTrue(next.found().getLast().due().compareTo(Duration.ofMinutes(59)) > 0);
    var begun = next.begin(12).await(20, SECONDS).orElseThrow();
    assertEquals(record(12), begun.record());
    assertEquals(3, begun.attempt());
  }

  @Test
  void whoseLossIsAnothersParksAndBeginsNothingMore() throws TimeoutException {
    Space lost = take();
    assertTrue(park(lost, 1, "a", Duration.ZERO));
    Space ours = take();

    assertFalse(park(lost, 2, "a", Duration.ZERO));
    assertTrue(lost.begin(1).await(20, SECONDS).isEmpty());
    assertTrue(park(ours, 2, "a", Duration.ZERO));
    assertEquals(2, take().found().size());
  }

  @Test
  void anAttemptThatEndedWithoutAWordIsMadeAgainAloneAndCountsThen() throws TimeoutException {
    Space space = take();
    assertTrue(park(space, 1, "a", Duration.ZERO));

    assertEquals(3, begin(space, 1));
    assertEquals(3, begin(space, 1));
    assertEquals(4, begin(space, 1));
    space.postpone(1, Duration.ZERO, "why\u0000").await(20, SECONDS);
    assertEquals(5, begin(space, 1));
  }

  @Test
  void whatIsRemovedIsGone() throws TimeoutException {
    Space space = take();
    assertTrue(park(space, 1, "a", Duration.ZERO));

    space.remove(1).await(20, SECONDS);

    assertTrue(space.begin(1).await(20, SECONDS).isEmpty());
    assertEquals(List.of(), take().found());
  }

  @Test
  void attemptsThatHaveNotEndedAreFoundAgainFromTheStartOn() throws TimeoutException {
    Space space = take();
    var one = new Attempt(11, 2, false);
    var other = new Attempt(12, 3, true);
    space
        .begin(List.of(one, new Attempt(12, 2, false), new Attempt(9, 2, false)))
        .await(20, SECONDS);
    space.begin(List.of(other, new Attempt(13, 2, true))).await(20, SECONDS);
    space.end(List.of(13L)).await(20, SECONDS);

    assertEquals(Set.of(one, other), Set.copyOf(take().begun()));
  }

  @Test
  void ofTwoRecordsOfACommandOnlyTheFirstIsParkedAlsoInAnotherPartition() throws TimeoutException {
    Space space = take();
    Space other = records.take(TOPIC, 1, 10).await(20, SECONDS);
    UUID command = UUID.randomUUID();

    assertEquals(Kept.PARKED, park(space, 11, command, "a", Duration.ZERO));
    assertEquals(Kept.PARKED, park(space, 11, command, "a", Duration.ZERO), "the same record");
    assertEquals(Kept.COPY, park(space, 12, command, "a", Duration.ZERO));
    assertEquals(Kept.COPY, park(other, 11, command, "a", Duration.ZERO));

    assertEquals(List.of(command), take().found().stream().map(Parked::command).toList());
    space.remove(11).await(20, SECONDS);
    assertEquals(Kept.TAKEN, park(space, 13, command, "a", Duration.ZERO));
  }

  @Test
  void whatWasGivenUpIsFoundAgainUntilItsTimeIsOver() throws Exception {
    Space space = take();
    assertTrue(park(space, 11, "a", Duration.ZERO));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var wanted = new GivenUp(UUID.randomUUID(), now.plusSeconds(60));
    var over = new GivenUp(UUID.randomUUID(), now.minusSeconds(60));
    space.giveUp(11, wanted).await(20, SECONDS);
    space.giveUp(11, wanted).await(20, SECONDS);
    space.giveUp(12, over).await(20, SECONDS);

    Space next = take();

    assertEquals(List.of(), next.found());
    assertEquals(List.of(wanted), next.givenUp());
    assertEquals(1, ParkedRecords.purge(database.pool(), 10).await(20, SECONDS));
    assertEquals(List.of(wanted), take().givenUp());
  }

  private Space take() throws TimeoutException {
    return records.take(TOPIC, 0, 10).await(20, SECONDS);
  }

  private static int begin(Space space, long offset) throws TimeoutException {
    return space.begin(offset).await(20, SECONDS).orElseThrow().attempt();
  }

  private static boolean park(Space space, long offset, @Nullable String key, Duration pause)
      throws TimeoutException {
    return park(space, offset, UUID.randomUUID(), key, pause) == Kept.PARKED;
  }

  private static Kept park(
      Space space, long offset, UUID command, @Nullable String key, Duration pause)
      throws TimeoutException {
    return space.park(record(offset), command, key, 2, pause, "why\u0000").await(20, SECONDS);
  }

  private static KeptRecord record(long offset) {
    return new KeptRecord(
        TOPIC,
        0,
        offset,
        1_700_000_000_000L,
        null,
        Buffer.buffer(new byte[] {0, 1, -1}),
        List.of(
            new KeptHeader("ce_id\u0000", Buffer.buffer(new byte[] {-2})),
            new KeptHeader("twice", null),
            new KeptHeader("twice", Buffer.buffer("b"))));
  }
}
