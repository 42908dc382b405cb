package io.sluice.system.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.system.docs.Guide.Step;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Somebody follows the guide for workers literally, from an empty folder. */
final class FirstWorkerTest {

  @Test
  void theGuideLeadsToAWorkerThatAnswersAndRemembers() throws Exception {
    var guide = Guide.read("docs/workers.md", "In ten minutes, from an empty folder");
    try (var reader = Reader.start()) {
      String printed = "";
      for (Step step : guide.steps()) {
        switch (step) {
          case Step.File(Path path, String text) -> {
            Path file = reader.folder().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
          }
          case Step.Command(String line) -> printed = reader.type(line);
          case Step.Output(String text) -> assertEquals(text, printed.strip());
        }
      }
      String curl = guide.commands().getLast();

      assertEquals(2, times(reader.type(curl)));
      var refused = new JsonObject(reader.type(curl.replace("\"Ada\"", "5")));
      assertEquals(422, refused.getInteger("status"), refused::encode);
      reader.restart();
      assertEquals(3, times(reader.type(curl)));
    }
  }

  private static int times(String greeting) {
    return new JsonObject(greeting).getInteger("times");
  }
}
