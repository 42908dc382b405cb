package io.sluice.gateway.http;

import io.sluice.backbone.message.Problem;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.InputFault;
import io.sluice.gateway.problem.ProblemType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What is wrong with a call's input, as a problem with {@code errors} (RFC 9457 section 3). */
final class InputProblem {

  private InputProblem() {}

  static Problem of(Checked.Invalid invalid) {
    JsonArray errors = new JsonArray();
    invalid.faults().forEach(fault -> errors.add(error(fault)));
    return type(invalid.kind()).problem(summary(invalid)).with("errors", errors);
  }

  private static ProblemType type(Checked.Kind kind) {
    return switch (kind) {
      case MALFORMED -> ProblemType.MALFORMED_REQUEST;
      case UNSUPPORTED_MEDIA_TYPE -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
      case UNPROCESSABLE -> ProblemType.VALIDATION_FAILED;
    };
  }

  private static String summary(Checked.Invalid invalid) {
    int count = invalid.faults().size();
    return count == 1 ? "1 thing is wrong." : count + " things are wrong.";
  }

  private static JsonObject error(InputFault fault) {
    JsonObject error = new JsonObject();
    if (fault.pointer() != null) {
      error.put("pointer", fault.pointer());
    }
    if (fault.parameter() != null) {
      error.put("parameter", fault.parameter());
    }
    return error.put("detail", fault.detail());
  }
}
