package io.sluice.system;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP client on a Vert.x of its own. */
public final class Caller implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;

  /**
   * A client that has not connected yet.
   *
   * @param connections how many calls to one server may be under way at once; more wait
   */
  public Caller(int connections) {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(10_000),
            new PoolOptions().setHttp1MaxSize(connections));
  }

  public Answer get(String url) throws TimeoutException {
    return await(send(options(HttpMethod.GET, url), Buffer.buffer()));
  }

  public Answer post(String url, JsonObject body) throws TimeoutException {
    return await(send(options(HttpMethod.POST, url), body.toBuffer()));
  }

  /** An operator's call. */
  public Answer withToken(HttpMethod method, String url, String token) throws TimeoutException {
    var options = options(method, url).putHeader("authorization", "Bearer " + token);
    return await(send(options, Buffer.buffer()));
  }

  /** Sends without waiting. */
  public Future<Answer> posting(String url, JsonObject body) {
    return send(options(HttpMethod.POST, url), body.toBuffer());
  }

  /** The same with any method and headers; an empty body is none. */
  public Future<Answer> sending(
      HttpMethod method, String url, Map<String, String> headers, Buffer body) {
    var options = options(method, url);
    headers.forEach(options::putHeader);
    return send(options, body);
  }

  public static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** For what takes longer than any single call. */
  public static <T> T await(Future<T> future, Duration limit) throws TimeoutException {
    return future.await(limit.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    await(vertx.close());
  }

  /**
   * On an event loop: called from a thread that is none, Vert.x 5.0.8 sometimes loses an answer
   * that has arrived.
   */
  private Future<Answer> send(RequestOptions options, Buffer body) {
    Promise<Answer> answer = Promise.promise();
    vertx.runOnContext(here -> sendHere(options, body).onComplete(answer));
    return answer.future();
  }

  private static RequestOptions options(HttpMethod method, String url) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(url)
        .putHeader("content-type", "application/json");
  }

  private Future<Answer> sendHere(RequestOptions options, Buffer body) {
    long start = System.nanoTime();
    return client
        .request(options)
        .compose(request -> request.send(body))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        data ->
                            new Answer(
                                response.statusCode(),
                                response.headers(),
                                data,
                                Duration.ofNanos(System.nanoTime() - start))));
  }
}
