package io.sluice.gateway.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Failure;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProblemTypeTest {

  @Test
  void onlyWhatWasCertainlyNotAcceptedIs503() {
    for (Failure failure : Failure.values()) {
      int status = ProblemType.of(failure).status();
      assertEquals(failure.mayHaveRun(), status == 504, failure::name);
      assertTrue(!failure.mayHaveRun() || status != 503, failure::name);
    }
  }

  @Test
  void eachTypeIsFoundByItsName() {
    for (ProblemType type : ProblemType.values()) {
      assertEquals(Optional.of(type), ProblemType.named(type.slug()));
      assertEquals("/problems/" + type.slug(), type.problem("x").type());
    }
    assertEquals(Optional.empty(), ProblemType.named("unheard-of"));
  }

  @Test
  void noTwoTypesHaveOneTitle() {
    long titles = Arrays.stream(ProblemType.values()).map(ProblemType::title).distinct().count();

    assertEquals(ProblemType.values().length, titles);
  }
}
