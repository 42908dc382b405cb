package io.sluice.gateway.entrance;

import static io.sluice.gateway.entrance.Worker.json;
import static io.sluice.gateway.entrance.Worker.problem;
import static io.sluice.gateway.entrance.Worker.reply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class WorkerProblemTest {

  private final Worker worker;
  private final Client client;

  WorkerProblemTest(Parts parts) {
    this.worker = parts.worker();
    this.client = new Client(parts.port());
  }

  @Test
  void aRejectionReachesTheCallerWithItsMembers() {
    String name =
        worker.answers(
            command ->
                problem(
                    command,
                    Problem.named("no-space", "No space", 409, "The ship is full.")
                        .with("free", 0)));

    var answer = client.post("/calls/" + name, "{}");

    var problem = Problems.require(answer, 409, "no-space");
    assertEquals("The ship is full.", problem.getString("detail"));
    assertEquals(0, problem.getInteger("free"));
    assertTrue(answer.headers().firstValue("sluice-invocation").isPresent());
    assertTrue(answer.headers().firstValue("server-timing").isPresent());
  }

  @Test
  void aHandlerThatFailedIsAnInternalErrorAndNoMore() {
    var failed = Problem.named("handler-failed", "The handler failed", 500, "See its log.");
    String name = worker.answers(command -> problem(command, failed));

    Problems.check(client.post("/calls/" + name, "{}"), 500, "handler-failed");
  }

  @Test
  void whatMeansNotAcceptedCannotComeFromAWorker() {
    for (int status : new int[] {429, 503}) {
      var busy = Problem.named("busy", "Busy", status, "Later.");
      String name = worker.answers(command -> problem(command, busy));

      var answer = client.post("/calls/" + name, "{}");

      Problems.check(answer, 502, "worker-unavailable");
      assertEquals(Optional.empty(), answer.headers().firstValue("retry-after"));
      assertTrue(answer.headers().firstValue("sluice-invocation").isPresent());
    }
  }

  @Test
  void aProblemsStatusMemberIsTheAnswersStatus() {
    var lying =
        new Payload(
            Payload.PROBLEM_JSON,
            Map.of(),
            Buffer.buffer(
                "{\"type\":\"/problems/gone\",\"title\":\"Gone\",\"status\":200,\"more\":[1]}"));
    String name = worker.answers(command -> reply(command, 410, lying));

    var problem = Problems.require(client.get("/calls/" + name), 410, "gone");

    assertEquals(1, problem.getJsonArray("more").getInteger(0));
  }

  @Test
  void anErrorThatIsNoProblemBecomesOne() {
    String name = worker.answers(command -> reply(command, 404, json("{\"why\":\"gone\"}")));

    var answer = client.get("/calls/" + name);

    assertEquals(404, answer.statusCode());
    assertEquals(
        Optional.of("application/problem+json"), answer.headers().firstValue("content-type"));
  }

  @Test
  void anErrorWhoseDataIsNoJsonIsAnUnreadableReply() {
    var text = new Payload("text/plain", Map.of(), Buffer.buffer("boom\n\tat io.sluice.Secret"));
    String name = worker.answers(command -> reply(command, 500, text));

    Problems.check(client.get("/calls/" + name), 502, "unreadable-reply");
  }
}
