package io.sluice.system.fault;

import io.sluice.system.Caller;
import io.sluice.system.Eventually;
import io.sluice.system.fault.CallRecord.Ending;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls at a constant rate, whatever becomes of the calls before: each is due at its own moment,
 * and its time counts from there. A gateway that refuses the connection is passed over, as a
 * balancer does; a call that was sent is never repeated.
 */
final class OpenLoop implements AutoCloseable {

  private static final Ending NONE = new Ending("none", false, true);
  private static final long TICK_MILLIS = 5;
  private static final long MOST_SECONDS = 60;
  private static final int KEYS = 40;
  private static final int CONNECTIONS = 5_000;

  private final Vertx vertx = Vertx.vertx();
  private final Queue<CallRecord> ended = new ConcurrentLinkedQueue<>();
  private final AtomicLong sent = new AtomicLong();
  private final HttpClient client;
  private final List<String> gateways;
  private final List<String> operations;
  private final long firstNonce;
  private Instant since = Instant.EPOCH;
  private long sentBefore;
  private Duration lag = Duration.ZERO;
  private volatile Instant judged = Instant.EPOCH;
  private volatile int rate;
  private volatile boolean stopped;

  /**
   * A load that has not begun.
   *
   * @param operations paths, each called in turn
   * @param firstNonce above those of any load before
   */
  OpenLoop(List<String> gateways, List<String> operations, long firstNonce) {
    this.gateways = gateways;
    this.operations = operations;
    this.firstNonce = firstNonce;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(2_000),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  void start(int perSecond) {
    var context = vertx.getOrCreateContext();
    context.runOnContext(
        now -> {
          pace(perSecond);
          vertx.setPeriodic(TICK_MILLIS, id -> sendDue());
        });
    rate = perSecond;
  }

  /** Goes on at another rate. */
  void become(int perSecond) {
    pace(perSecond);
  }

  /** The calls before do not count. */
  synchronized void judgeFromNow() {
    judged = Instant.now();
    lag = Duration.ZERO;
  }

  long sent() {
    return sent.get();
  }

  /** Lets the load run for so long. */
  void goOnFor(Duration time) throws Exception {
    long wanted = sent() + rate * time.toMillis() / 1000;
    Eventually.holds(wanted + " calls", time.multipliedBy(4), () -> sent() >= wanted);
  }

  /** Sends no more, disconnects, and gives all calls that count when each has ended. */
  List<CallRecord> stop() throws Exception {
    stopped = true;
    Eventually.holds(
        "all calls have ended",
        Duration.ofSeconds(MOST_SECONDS + 10),
        () -> ended.size() == sent());
    // What open connections cost a gateway is no growth.
    Caller.await(client.close());
    return ended.stream()
        .filter(call -> !call.start().isBefore(judged))
        .sorted(Comparator.comparing(CallRecord::start))
        .toList();
  }

  @Override
  public void close() throws TimeoutException {
    stopped = true;
    Caller.await(vertx.close());
  }

  private synchronized void pace(int perSecond) {
    since = Instant.now();
    sentBefore = sent();
    rate = perSecond;
  }

  /** By how much the latest call was sent after it was due: the machine had no time for us. */
  synchronized Duration lag() {
    return lag;
  }

  private synchronized void sendDue() {
    while (!stopped && !due(sent()).isAfter(Instant.now())) {
      Instant due = due(sent());
      Duration late = Duration.between(due, Instant.now());
      lag = late.compareTo(lag) > 0 ? late : lag;
      send(firstNonce + sent.getAndIncrement(), due);
    }
  }

  private Instant due(long number) {
    return since.plusNanos((number - sentBefore) * 1_000_000_000L / rate);
  }

  private void send(long nonce, Instant due) {
    String operation = operations.get((int) (nonce / gateways.size() % operations.size()));
    String key = operation.substring(1) + "-" + keyOf(nonce);
    int gateway = (int) (nonce % gateways.size());
    var body = new JsonObject().put("nonce", nonce).put("key", key).toBuffer();
    var from = new CallRecord(nonce, key, operation, gateway, due, Duration.ZERO, NONE, 1);
    connectAndCall(from, body)
        .timeout(MOST_SECONDS, TimeUnit.SECONDS)
        .otherwise(lost -> ended(from, new Ending(nameOf(lost), false, true)))
        .onSuccess(ended::add)
        .onFailure(never -> ended.add(from));
  }

  /** Scattered: in turn, the same keys would meet the same gateway and the same refusals. */
  private static long keyOf(long nonce) {
    return ((nonce * 0x9E3779B97F4A7C15L) >>> 40) % KEYS;
  }

  private Future<CallRecord> connectAndCall(CallRecord call, Buffer body) {
    return client
        .request(options(call.gateway(), call.operation()))
        .map(request -> read(call, request.send(body)))
        .recover(refused -> callOther(call, body))
        .compose(answer -> answer);
  }

  /** Only a connection that was refused leads here: nothing has been sent. */
  private Future<Future<CallRecord>> callOther(CallRecord call, Buffer body) {
    int other = (call.gateway() + 1) % gateways.size();
    var again =
        new CallRecord(
            call.nonce(),
            call.key(),
            call.operation(),
            other,
            call.start(),
            Duration.ZERO,
            NONE,
            2);
    return client
        .request(options(other, call.operation()))
        .map(request -> read(again, request.send(body)));
  }

  private RequestOptions options(int gateway, String operation) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setAbsoluteURI(gateways.get(gateway) + operation)
        .putHeader("content-type", "application/json");
  }

  private static Future<CallRecord> read(CallRecord call, Future<HttpClientResponse> answer) {
    return answer
        .compose(response -> response.body().map(data -> ending(call.nonce(), response, data)))
        .map(ending -> ended(call, ending))
        .otherwise(lost -> ended(call, new Ending(nameOf(lost), false, true)));
  }

  private static CallRecord ended(CallRecord call, Ending ending) {
    return new CallRecord(
        call.nonce(),
        call.key(),
        call.operation(),
        call.gateway(),
        call.start(),
        Duration.between(call.start(), Instant.now()),
        ending,
        call.connects());
  }

  private static Ending ending(long nonce, HttpClientResponse response, Buffer data) {
    int status = response.statusCode();
    JsonObject body = json(data);
    if (status / 100 == 2) {
      return new Ending("" + status, true, body.getLong("nonce", -1L) == nonce);
    }
    String type = body.getString("type", "");
    String name = type.substring(type.lastIndexOf('/') + 1);
    return new Ending((status + " " + name).strip(), false, true);
  }

  private static JsonObject json(Buffer data) {
    try {
      return data.length() == 0 ? new JsonObject() : data.toJsonObject();
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  private static String nameOf(Throwable lost) {
    return lost.getClass().getSimpleName().replace("Exception", "");
  }
}
