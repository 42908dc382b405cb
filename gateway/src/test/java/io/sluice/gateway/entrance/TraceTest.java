package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.TraceContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class TraceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  private final Parts parts;
  private final Worker worker;
  private final Client client;

  TraceTest(Parts parts) {
    this.parts = parts;
    this.worker = parts.worker();
    this.client = new Client(parts.port());
  }

  @Test
  void aClientsTraceGoesOnWithANewParentAtEachHop() {
    String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));

    var answer = client.get("/calls/" + name, "traceparent", SENT, "tracestate", "a=1");

    TraceContext ours = traceOf(answer);
    TraceContext sent = worker.received(name).getFirst().trace();
    assertEquals(TRACE, ours.traceId());
    assertEquals(TRACE, sent.traceId());
    assertEquals("a=1", sent.tracestate());
    assertNotEquals(SENT, ours.traceparent());
    assertNotEquals(SENT, sent.traceparent());
    assertNotEquals(ours.traceparent(), sent.traceparent());
    assertTrue(ours.traceparent().endsWith("-01"), "the sampled flag stays");
  }

  @Test
  void aLaterVersionIsContinuedInOurs() {
    var answer = client.get("/calls/1", "traceparent", "cc-" + SENT.substring(3) + "-more");

    assertEquals(TRACE, traceOf(answer).traceId());
  }

  @Test
  void anInvalidTraceIsReplacedByANewOneAndItsStateDropped() {
    for (String invalid :
        List.of(
            SENT.toUpperCase(java.util.Locale.ROOT),
            "ff" + SENT.substring(2),
            SENT + "-more",
            SENT.replace(TRACE, "0".repeat(32)),
            SENT.replace("b7ad6b7169203331", "0".repeat(16)),
            "00-" + TRACE + "-b7ad6b7169203331",
            "nonsense")) {
      String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));

      var answer = client.get("/calls/" + name, "traceparent", invalid, "tracestate", "a=1");

      assertNotEquals(TRACE, traceOf(answer).traceId(), invalid);
      assertNotEquals("0".repeat(32), traceOf(answer).traceId(), invalid);
      assertEquals(null, worker.received(name).getFirst().trace().tracestate(), invalid);
    }
  }

  @Test
  void twoParentsAreNone() {
    var answer = client.get("/calls/1", "traceparent", SENT, "traceparent", SENT);

    assertNotEquals(TRACE, traceOf(answer).traceId());
  }

  @Test
  void severalLinesOfStateAreOneList() {
    String name = worker.answers(command -> Worker.reply(command, null, Worker.json("{}")));

    assertEquals(
        200,
        client
            .get(
                "/calls/" + name, "traceparent", SENT, "tracestate", "a=1", "tracestate", "b=2,c=3")
            .statusCode());

    assertEquals("a=1,b=2,c=3", worker.received(name).getFirst().trace().tracestate());
  }

  @Test
  void everyAnswerHasATrace() {
    for (String path :
        List.of(
            "/calls/1",
            "/calls/%zz",
            "/elsewhere",
            "/nobody",
            "/openapi.json",
            "/problems/x",
            "/problems/not-found",
            "/calls/" + "x".repeat(5_000))) {
      if (!path.contains("%")) {
        assertEquals(32, traceOf(client.get(path, "traceparent", SENT)).traceId().length(), path);
      }
    }
  }

  @Test
  void anAnswerToWhatIsNoRequestHasATrace() throws IOException {
    try (var connection = new RawConnection(parts.port())) {
      var answer = connection.ask("GET /calls/1 HTTP/1.1\r\nHost : a\r\n\r\n");

      assertEquals(400, answer.status());
      assertTrue(answer.header("traceparent").isPresent());
    }
  }

  private static TraceContext traceOf(HttpResponse<String> answer) {
    String parent = answer.headers().firstValue("traceparent").orElse("none");
    return TraceContext.read(parent, null).orElseThrow(() -> new AssertionError(parent));
  }
}
