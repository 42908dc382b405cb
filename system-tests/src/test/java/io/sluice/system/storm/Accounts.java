package io.sluice.system.storm;

import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Handlers;
import io.sluice.workers.handler.Retry;
import io.sluice.workers.handler.WorkerVerticle;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** A service whose only operation leaves a row each time that it took effect, and an event. */
public final class Accounts extends WorkerVerticle {

  public static final String SERVICE = "accounts";
  public static final String STREAM = "accounts.events";

  private static final Retry PATIENT =
      Retry.upTo(1_000).from(Duration.ofMillis(50)).to(Duration.ofSeconds(2));

  /** Half of a pause is by chance: the first one is five minutes up. */
  private static final Retry MINUTES_LATER = Retry.upTo(3).from(Duration.ofMinutes(10));

  /** Longer than a command holds up its key in place. */
  private static final Retry SECONDS_LATER = Retry.upTo(3).from(Duration.ofSeconds(22));

  /** What {@code enter} takes. */
  public record Enter(String account, long number) {}

  /** What it answers: another run would answer something else. */
  public record Entry(long position) {}

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  protected Optional<String> migrations() {
    return Optional.of("io/sluice/system/storm/migrations");
  }

  @Override
  protected void handlers(Handlers on) {
    on.publishes(STREAM);
    on.command("enter", Enter.class, this::enter).durable().retry(PATIENT);
    on.command("enterMinutesLater", Enter.class, this::enterAgain).retry(MINUTES_LATER);
    on.command("enterSecondsLater", Enter.class, this::enterAgain).retry(SECONDS_LATER);
  }

  /** Its first attempt fails. */
  private Future<FirstReply> enterAgain(Enter enter, Call call) {
    return call.attempt() == 1
        ? Future.failedFuture(new IllegalStateException("not at the first attempt"))
        : enter(enter, call);
  }

  private Future<FirstReply> enter(Enter enter, Call call) {
    return call.transaction(
        transaction ->
            transaction
                .db()
                .preparedQuery(
                    "insert into entry (account, number) values ($1, $2) returning position")
                .execute(Tuple.of(enter.account(), enter.number()))
                .map(
                    rows -> {
                      transaction.publish(STREAM, enter.account(), "Entered", enter);
                      return new Entry(rows.iterator().next().getLong(0));
                    }));
  }
}
