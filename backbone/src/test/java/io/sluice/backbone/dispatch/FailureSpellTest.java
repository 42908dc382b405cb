package io.sluice.backbone.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class FailureSpellTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final FailureSpell spell = new FailureSpell(() -> now);

  @Test
  void onlyTheFirstFailureBeginsASpellAndAllAreCounted() {
    assertTrue(spell.beginsWithFailure());
    assertFalse(spell.beginsWithFailure());
    assertFalse(spell.beginsWithFailure());

    assertEquals(3, spell.failures());
  }

  @Test
  void aSuccessSoonAfterAFailureDoesNotEndTheSpell() {
    assertTrue(spell.beginsWithFailure());
    now = now.plusMillis(9_999);

    assertEquals(OptionalLong.empty(), spell.endedBySuccess());
    assertFalse(spell.beginsWithFailure());
  }

  @Test
  void theFirstSuccessAfterAQuietWhileEndsItAndTellsHowManyFailed() {
    assertTrue(spell.beginsWithFailure());
    assertFalse(spell.beginsWithFailure());
    now = now.plusSeconds(10);

    assertEquals(OptionalLong.of(2), spell.endedBySuccess());
    assertEquals(OptionalLong.empty(), spell.endedBySuccess());
  }

  @Test
  void theNextFailureBeginsAnother() {
    assertTrue(spell.beginsWithFailure());
    now = now.plusSeconds(11);
    assertEquals(OptionalLong.of(1), spell.endedBySuccess());

    assertTrue(spell.beginsWithFailure());
    now = now.plusSeconds(11);
    assertEquals(OptionalLong.of(1), spell.endedBySuccess());
    assertEquals(2, spell.failures());
  }
}
