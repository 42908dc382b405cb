package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.backbone.message.Failure;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProblemTypeTest {

  @Test
  void onlyWhatWasCertainlyNotAcceptedIs503() {
    for (Failure failure : Failure.values()) {
      assertEquals(failure.mayHaveRun() ? 504 : 503, ProblemType.of(failure).status());
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
