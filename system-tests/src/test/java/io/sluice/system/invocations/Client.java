package io.sluice.system.invocations;

import io.sluice.system.Answer;
import io.sluice.system.Caller;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A careful client of two gateways: what became of a call whose connection was refused or reset is
 * not known to it, so it calls again by the other one, with the same key.
 */
final class Client implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(45);

  private final Tally tally = new Tally();
  private final CountDownLatch never = new CountDownLatch(1);
  private final Caller caller;
  private final List<String> gateways;

  Client(List<String> gateways, int connections) {
    this.gateways = List.copyOf(gateways);
    this.caller = new Caller(connections);
  }

  Tally tally() {
    return tally;
  }

  /** One try, not waited for. */
  Future<Answer> begin(int gateway, KeyedCall call, JsonObject body) {
    return caller
        .sending(
            HttpMethod.POST, gateways.get(gateway) + "/entries", call.headers(), body.toBuffer())
        .timeout(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS);
  }

  /** Until a gateway says what became of it; the first try is by this one. */
  Answer insist(int gateway, KeyedCall call, JsonObject body) throws InterruptedException {
    return insist(gateway, begin(gateway, call, body), call, body);
  }

  /** The same when the first try has begun. */
  Answer insist(int gateway, Future<Answer> begun, KeyedCall call, JsonObject body)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int turn = gateway;
    Optional<Answer> answer = counted(begun);
    while (answer.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no gateway answers call " + call);
      }
      if ((++turn - gateway) % 2 == 0) {
        pause();
      }
      answer = counted(begin(turn % 2, call, body));
    }
    return answer.get();
  }

  /** Empty where the connection broke. */
  Optional<Answer> get(int gateway, String path, Principal principal, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("authorization", "Bearer " + principal.token());
    return settled(
        caller
            .sending(HttpMethod.GET, gateways.get(gateway) + path, headers, Buffer.buffer())
            .timeout(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS));
  }

  void pause() throws InterruptedException {
    boolean unused = never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    caller.close();
  }

  /** Empty where the call has to be made again. */
  private Optional<Answer> counted(Future<Answer> call) {
    Optional<Answer> answer = settled(call);
    Tally.Kind kind = answer.map(Tally::kind).orElse(Tally.Kind.UNKNOWN);
    if (kind == Tally.Kind.UNEXPECTED) {
      tally.unexpected("" + answer);
    } else {
      tally.add(kind);
    }
    return answer.filter(any -> kind != Tally.Kind.REFUSED && kind != Tally.Kind.UNKNOWN);
  }

  private static Optional<Answer> settled(Future<Answer> call) {
    try {
      return Caller.await(call.map(Optional::of).otherwise(Optional.empty()));
    } catch (TimeoutException e) {
      throw new AssertionError("calls have a limit of their own", e);
    }
  }
}
