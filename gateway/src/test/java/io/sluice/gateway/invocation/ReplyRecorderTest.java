package io.sluice.gateway.invocation;

import static io.sluice.gateway.invocation.LedgerFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Reply;
import io.sluice.gateway.RealDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDatabase.class)
final class ReplyRecorderTest {

  private final LedgerFixture fixture = LedgerFixture.open();
  private final Ledger ledger = fixture.ledger();
  private final WorkTimes times = new WorkTimes();
  private final Watch watch = new Watch(fixture.vertx(), ledger::see);
  private final ReplyRecorder recorder =
      new ReplyRecorder(
          fixture.vertx(),
          ledger,
          id -> Optional.empty(),
          new OwnCalls(fixture.vertx(), 10),
          watch,
          times);

  ReplyRecorderTest() throws Exception {}

  @AfterEach
  void close() throws Exception {
    done(watch.stop());
    fixture.close();
  }

  @Test
  void anEndTellsHowLongItsOperationTakesThoughNobodyWaitedForIt() throws Exception {
    Instant taken = Instant.now().minusSeconds(40);
    Command command = command(UuidCreator.getTimeOrderedEpoch(taken));
    done(ledger.accept(Recorded.of(command)));
    assertEquals(Duration.ofSeconds(1), times.pause("placeOrder"));

    done(recorder.record(List.of(reply(command, taken.plusMillis(39_900)))));

    assertEquals(Duration.ofSeconds(40), times.pause("placeOrder"));
  }

  @Test
  void aReplyThatComesTooLateTellsNothing() throws Exception {
    Instant taken = Instant.now().minusSeconds(40);
    Command command = command(UuidCreator.getTimeOrderedEpoch(taken));

    done(recorder.record(List.of(reply(command, taken.plusSeconds(39)))));

    assertEquals(Duration.ofSeconds(1), times.pause("placeOrder"));
  }

  private static Command command(UUID id) {
    Command any = Recorded.call().command();
    return new Command(
        id,
        InvocationId.random(),
        any.operation(),
        any.source(),
        any.key(),
        any.time(),
        any.expiry(),
        any.replyTo(),
        any.recorded(),
        any.attempt(),
        any.caller(),
        any.trace(),
        any.payload());
  }

  private static Reply reply(Command command, Instant time) {
    return new Reply(
        UUID.randomUUID(),
        command.invocation(),
        command.id(),
        command.operation(),
        "/worker/w1",
        null,
        time.minusSeconds(1),
        time,
        1,
        200,
        command.trace(),
        command.payload());
  }
}
