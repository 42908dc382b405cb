package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Problem;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.Checked.Kind;
import io.sluice.gateway.contract.InputFault;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InputProblemTest {

  private static final InputFault IN_BODY = new InputFault("#/a", null, "found 0; allowed: 1");
  private static final InputFault OUTSIDE = new InputFault(null, "query.b", "is missing");

  @Test
  void eachKindHasItsTypeAndStatus() {
    assertEquals("/problems/malformed-request", problem(Kind.MALFORMED, IN_BODY).type());
    assertEquals(400, problem(Kind.MALFORMED, IN_BODY).status());
    assertEquals(
        "/problems/unsupported-media-type", problem(Kind.UNSUPPORTED_MEDIA_TYPE, OUTSIDE).type());
    assertEquals(415, problem(Kind.UNSUPPORTED_MEDIA_TYPE, OUTSIDE).status());
    assertEquals("/problems/validation-failed", problem(Kind.UNPROCESSABLE, IN_BODY).type());
    assertEquals(422, problem(Kind.UNPROCESSABLE, IN_BODY).status());
  }

  @Test
  void eachFaultIsAnErrorWithTheMembersItHas() {
    var json = new JsonObject(problem(Kind.UNPROCESSABLE, IN_BODY, OUTSIDE).toBuffer());

    assertEquals("2 things are wrong.", json.getString("detail"));
    assertEquals(
        "[{\"pointer\":\"#/a\",\"detail\":\"found 0; allowed: 1\"},"
            + "{\"parameter\":\"query.b\",\"detail\":\"is missing\"}]",
        json.getJsonArray("errors").encode());
  }

  @Test
  void oneThingIsNotSeveral() {
    assertEquals("1 thing is wrong.", problem(Kind.MALFORMED, IN_BODY).detail());
  }

  private static Problem problem(Kind kind, InputFault... faults) {
    return InputProblem.of(new Checked.Invalid(kind, List.of(faults)));
  }
}
