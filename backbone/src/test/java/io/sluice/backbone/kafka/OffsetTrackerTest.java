package io.sluice.backbone.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OffsetTrackerTest {

  private final OffsetTracker offsets = new OffsetTracker(10);

  @Test
  void nothingIsCommittedBeforeAnythingIsFinished() {
    offsets.read(10);
    offsets.read(11);

    assertFalse(offsets.hasProgress());
    assertEquals(10, offsets.committable());
  }

  @Test
  void theLowestUnfinishedRecordHoldsAllBehindItBack() {
    offsets.read(10);
    offsets.read(11);
    offsets.read(12);

    offsets.finish(11);
    offsets.finish(12);
    assertFalse(offsets.hasProgress());

    offsets.finish(10);
    assertTrue(offsets.hasProgress());
    assertEquals(13, offsets.committable());
  }

  @Test
  void offsetsMayHaveGaps() {
    offsets.read(10);
    offsets.read(20);

    offsets.finish(10);

    assertEquals(20, offsets.committable());
    assertEquals(1, offsets.span());
  }

  @Test
  void whatWasCommittedIsNotCommittedAgain() {
    offsets.read(10);
    offsets.finish(10);

    offsets.commitSent(11);

    assertFalse(offsets.hasProgress());
  }

  @Test
  void aCommitThatFailedIsDueAgainWithoutNewRecords() {
    offsets.read(10);
    offsets.finish(10);
    offsets.commitSent(11);

    offsets.commitFailed();

    assertTrue(offsets.hasProgress());
    assertEquals(11, offsets.committable());
  }

  @Test
  void theSpanCountsFromTheLowestUnfinished() {
    assertEquals(0, offsets.span());
    offsets.read(10);
    offsets.read(11);
    offsets.read(12);
    offsets.finish(11);

    assertEquals(3, offsets.span());
  }

  @Test
  void aRecordIsReadOnceAndFinishedOnce() {
    offsets.read(10);
    offsets.finish(10);

    assertThrows(IllegalArgumentException.class, () -> offsets.read(10));
    assertThrows(IllegalArgumentException.class, () -> offsets.finish(10));
  }
}
