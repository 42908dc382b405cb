package io.sluice.system.invocation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.system.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Calls as one caller, by headers of its own. */
final class Client implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1_000));

  /**
   * A request.
   *
   * @param headers names and values in turn
   */
  record Asked(HttpMethod method, String url, String token, Buffer body, List<String> headers) {}

  static Asked post(String url, String token, String deed, String... headers) {
    return new Asked(
        HttpMethod.POST,
        url,
        token,
        new JsonObject().put("name", deed).put("millis", 0).toBuffer(),
        List.of(headers));
  }

  static Asked get(String url, String token, String... headers) {
    return new Asked(HttpMethod.GET, url, token, Buffer.buffer(), List.of(headers));
  }

  Answer ask(Asked asked) throws TimeoutException {
    return sending(asked).await(LIMIT_SECONDS, SECONDS);
  }

  /** Sends without waiting; on an event loop, as Vert.x wants it. */
  Future<Answer> sending(Asked asked) {
    Promise<Answer> answer = Promise.promise();
    vertx.runOnContext(here -> send(asked).onComplete(answer));
    return answer.future();
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(LIMIT_SECONDS, SECONDS);
  }

  private Future<Answer> send(Asked asked) {
    long start = System.nanoTime();
    var options = new RequestOptions().setMethod(asked.method()).setAbsoluteURI(asked.url());
    if (!asked.token().isEmpty()) {
      options.putHeader("authorization", "Bearer " + asked.token());
    }
    if (asked.method().equals(HttpMethod.POST)) {
      options.putHeader("content-type", "application/json");
    }
    for (int i = 0; i < asked.headers().size(); i += 2) {
      options.addHeader(asked.headers().get(i), asked.headers().get(i + 1));
    }
    return http.request(options)
        .compose(request -> request.send(asked.body()))
        .compose(response -> read(response, start));
  }

  private static Future<Answer> read(HttpClientResponse response, long start) {
    return response
        .body()
        .map(
            body ->
                new Answer(
                    response.statusCode(),
                    response.headers(),
                    body,
                    Duration.ofNanos(System.nanoTime() - start)));
  }
}
