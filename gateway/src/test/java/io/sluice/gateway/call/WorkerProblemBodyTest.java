package io.sluice.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WorkerProblemBodyTest {

  @Test
  void rightBytesStayAsTheyAre() {
    Buffer data = Buffer.buffer("{ \"status\" : 409 , \"n\": 1.10 }");

    assertSame(data, WorkerProblem.body(409, data).orElseThrow());
  }

  @Test
  void aWrongOrMissingStatusIsMended() {
    for (String text :
        List.of("{\"a\":1}", "{\"a\":1,\"status\":200}", "{\"a\":1,\"status\":\"409\"}")) {
      var mended = new JsonObject(WorkerProblem.body(409, Buffer.buffer(text)).orElseThrow());

      assertEquals(new JsonObject().put("a", 1).put("status", 409), mended, text);
    }
  }

  @Test
  void whatIsNoObjectIsNoProblem() {
    for (String text : List.of("", "null", "[]", "1", "\"a\"", "{", "<a/>")) {
      assertEquals(Optional.empty(), WorkerProblem.body(409, Buffer.buffer(text)), text);
    }
  }
}
