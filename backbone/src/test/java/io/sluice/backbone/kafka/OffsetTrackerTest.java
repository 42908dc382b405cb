package io.sluice.backbone.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class OffsetTrackerTest {

  private final OffsetTracker offsets = new OffsetTracker(10);
  private final Map<Long, TrackedOffset> tracked = new HashMap<>();

  @Test
  void nothingIsCommittedBeforeAnythingIsFinished() {
    read(10, 11);

    assertFalse(offsets.hasProgress());
    assertEquals(10, offsets.committable());
  }

  @Test
  void theLowestUnfinishedRecordHoldsAllBehindItBack() {
    read(10, 11, 12);

    finish(11);
    finish(12);
    assertFalse(offsets.hasProgress());

    finish(10);
    assertTrue(offsets.hasProgress());
    assertEquals(13, offsets.committable());
  }

  @Test
  void offsetsMayHaveGaps() {
    read(10, 20);

    finish(10);

    assertEquals(20, offsets.committable());
    assertEquals(1, offsets.span());
  }

  @Test
  void whatWasCommittedIsNotCommittedAgain() {
    read(10);
    finish(10);

    offsets.commitSent(11);

    assertFalse(offsets.hasProgress());
  }

  @Test
  void aCommitThatFailedIsDueAgainWithoutNewRecords() {
    read(10);
    finish(10);
    offsets.commitSent(11);

    offsets.commitFailed();

    assertTrue(offsets.hasProgress());
    assertEquals(11, offsets.committable());
  }

  @Test
  void theSpanCountsFromTheLowestUnfinished() {
    assertEquals(0, offsets.span());
    read(10, 11, 12);
    finish(11);

    assertEquals(3, offsets.span());
  }

  @Test
  void aRecordIsReadOnceAndFinishedOnce() {
    read(10);
    finish(10);

    assertThrows(IllegalArgumentException.class, () -> offsets.read(10));
    assertThrows(IllegalStateException.class, () -> finish(10));
  }

  private void read(long... all) {
    for (long offset : all) {
      tracked.put(offset, offsets.read(offset));
    }
  }

  private void finish(long offset) {
    Objects.requireNonNull(tracked.get(offset)).finish();
  }
}
