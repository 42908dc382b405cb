package io.sluice.cluster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.pgclient.PgException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DatabaseTroubleTest {

  @Test
  void aTakenKeyIsAConflictOnlyWhereOthersMayTakeIt() {
    PgException taken = violated("inbox_pkey");

    assertEquals(
        Optional.of(DatabaseTrouble.CONFLICT), DatabaseTrouble.of(taken, Set.of("inbox_pkey")));
    assertEquals(Optional.empty(), DatabaseTrouble.of(taken, Set.of("other_pkey")));
    assertEquals(Optional.empty(), DatabaseTrouble.of(taken));
  }

  @Test
  void theServersRefusalIsToldFromAServerThatIsBeingStopped() {
    assertTrue(DatabaseTrouble.isRefusal(violated("any")));
    assertTrue(DatabaseTrouble.isRefusal(answer("57014")));
    assertFalse(DatabaseTrouble.isRefusal(answer("57P01")));
    assertFalse(DatabaseTrouble.isRefusal(new IllegalStateException("no answer")));
  }

  @Test
  void theCauseIsFoundBelowWhatWrapsIt() {
    var wrapped = new IllegalStateException(answer("40P01"));

    assertEquals(Optional.of(DatabaseTrouble.CONFLICT), DatabaseTrouble.of(wrapped));
  }

  private static PgException answer(String state) {
    return new PgException("said the server", "ERROR", state, "");
  }

  private static PgException violated(String constraint) {
    return new PgException(
        "taken", "ERROR", "23505", "", "", "", "", "", "", "", "", "", "", "", "", "", constraint);
  }
}
