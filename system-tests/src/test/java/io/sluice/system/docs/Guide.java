package io.sluice.system.docs;

import io.sluice.system.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The steps of a section of a guide, in their order: what a reader would copy. */
record Guide(List<Step> steps) {

  private static final Pattern BLOCK =
      Pattern.compile("(?:`([^`\\n]+)`:\\n\\n)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  /** What a reader does, or sees. */
  sealed interface Step {

    /** A file to write. */
    record File(Path path, String text) implements Step {}

    /** A line to type. */
    record Command(String line) implements Step {}

    /** What the line before prints. */
    record Output(String text) implements Step {}
  }

  static Guide read(String document, String heading) throws IOException {
    String text = Files.readString(Repository.root().resolve(document));
    int from = text.indexOf("## " + heading + "\n");
    if (from < 0) {
      throw new IllegalArgumentException(document + " has no section " + heading);
    }
    int to = text.indexOf("\n## ", from + 1);
    String section = to < 0 ? text.substring(from) : text.substring(from, to);
    return new Guide(
        BLOCK.matcher(section).results().flatMap(block -> steps(block).stream()).toList());
  }

  List<String> commands() {
    return steps.stream()
        .filter(Step.Command.class::isInstance)
        .map(step -> ((Step.Command) step).line())
        .toList();
  }

  private static List<Step> steps(MatchResult block) {
    String text = block.group(3);
    if (block.group(1) != null) {
      return List.of(new Step.File(Path.of(block.group(1)), text));
    }
    return block.group(2).equals("sh")
        ? text.lines().<Step>map(Step.Command::new).toList()
        : List.of(new Step.Output(text.strip()));
  }
}
