package io.sluice.workers.processing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PacedProgressTest {

  private final Deque<Runnable> pauses = new ArrayDeque<>();
  private final List<String> sent = new ArrayList<>();
  private final PacedProgress progress =
      new PacedProgress(pauses::add, data -> sent.add(data.encode()));

  @Test
  void theFirstNewsGoOutAtOnce() {
    progress.tell(40, "picked");

    assertEquals(List.of("{\"percent\":40,\"message\":\"picked\"}"), sent);
  }

  @Test
  void ofManyInAPauseTheLatestGoesOutWhenItIsOver() {
    progress.tell(1, null);
    progress.tell(2, null);
    progress.tell(3, null);
    assertEquals(List.of("{\"percent\":1}"), sent);

    pauses.remove().run();

    assertEquals(List.of("{\"percent\":1}", "{\"percent\":3}"), sent);
  }

  @Test
  void whatWaitedBeginsAPauseToo() {
    progress.tell(1, null);
    progress.tell(2, null);
    pauses.remove().run();

    progress.tell(3, null);

    assertEquals(2, sent.size());
    pauses.remove().run();
    assertEquals("{\"percent\":3}", sent.getLast());
  }

  @Test
  void afterAQuietPauseTheNextGoesOutAtOnce() {
    progress.tell(1, null);
    pauses.remove().run();

    progress.tell(2, null);

    assertEquals(2, sent.size());
  }

  @Test
  void nothingIsSentWhenTheCallHasEnded() {
    progress.tell(1, null);
    progress.tell(2, null);
    progress.end();

    pauses.remove().run();
    progress.tell(3, null);

    assertEquals(List.of("{\"percent\":1}"), sent);
  }

  @Test
  void whatIsOutOfBoundsIsCut() {
    var emoji = "\uD83D\uDE00";
    progress.tell(140, "x".repeat(PacedProgress.LONGEST_MESSAGE - 1) + emoji);
    pauses.remove().run();
    progress.tell(-1, null);

    var first = new JsonObject(sent.getFirst());
    assertEquals(100, first.getInteger("percent"));
    assertEquals("x".repeat(PacedProgress.LONGEST_MESSAGE - 1), first.getString("message"));
    assertEquals("{\"percent\":0}", sent.getLast());
  }

  @Test
  void aSenderThatFailsDoesNotFailTheHandler() {
    var failing =
        new PacedProgress(
            pauses::add,
            data -> {
              throw new IllegalStateException("closed");
            });

    failing.tell(1, "on");

    assertEquals(1, pauses.size());
  }
}
