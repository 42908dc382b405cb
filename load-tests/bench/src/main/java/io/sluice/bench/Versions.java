package io.sluice.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What took part in a run, by the build files that chose it. */
final class Versions {

  private static final List<String> NAMED = List.of("vertx", "netty", "kafka", "hazelcast");

  private Versions() {}

  static Map<String, String> of(Path home) throws IOException, InterruptedException {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Sluice", commit(home));
    addAll(versions, home.resolve("pom.xml"), NAMED);
    Path peers = home.resolve("load-tests/peers/pom.xml");
    if (Files.exists(peers)) {
      addAll(versions, peers, List.of("spring-boot"));
    }
    return versions;
  }

  private static void addAll(Map<String, String> versions, Path pom, List<String> names)
      throws IOException {
    String text = Files.readString(pom);
    for (String name : names) {
      var found = Pattern.compile("<" + name + "\\.version>(.*?)<").matcher(text);
      if (found.find()) {
        versions.put(name, found.group(1));
      }
    }
  }

  /** Outside a checkout there is none. */
  private static String commit(Path home) throws IOException, InterruptedException {
    try {
      var git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(home.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? commit : "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
