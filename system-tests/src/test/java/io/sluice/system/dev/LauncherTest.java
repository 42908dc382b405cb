package io.sluice.system.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the launcher builds; {@code dev --help} ends before anything is started. */
final class LauncherTest {

  private final Checkout checkout;

  LauncherTest() throws IOException {
    checkout = Checkout.create();
  }

  @AfterEach
  void deleteCheckout() throws IOException {
    checkout.close();
  }

  @Test
  void itBuildsTheFirstTimeAndWhenASourceChangesAndNotOtherwise() throws Exception {
    assertEquals(0, exitCode("dev", "--help"));
    assertEquals(1, checkout.builds().size());
    assertTrue(checkout.builds().getFirst().contains("-Dmaven.test.skip=true"));

    assertEquals(0, exitCode("dev", "--help"));
    assertEquals(1, checkout.builds().size());

    Path source = checkout.root().resolve("workers/src/main/java/New.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class New {}");
    assertEquals(0, exitCode("dev", "--help"));
    assertEquals(2, checkout.builds().size());
  }

  @Test
  void aBuildThatFailsIsSaidAndTriedAgain() throws Exception {
    Path broken = Files.createFile(checkout.root().resolve("broken"));
    try (DevProcess failed = checkout.run("dev", "--help")) {
      assertEquals(1, failed.exitCode());
      assertTrue(failed.errors().getLast().contains("the build failed"));
    }

    Files.delete(broken);
    assertEquals(0, exitCode("dev", "--help"));
    assertEquals(2, checkout.builds().size());
  }

  @Test
  void whatItCannotDoIsAnsweredWithWhatItCan() throws Exception {
    try (DevProcess wrong = checkout.run("no-such-command")) {
      assertEquals(2, wrong.exitCode());
      assertTrue(wrong.errors().getFirst().startsWith("usage: ./sluice"));
    }
    assertEquals(0, exitCode("help"));
    assertEquals(0, checkout.builds().size());
  }

  private int exitCode(String... arguments) throws Exception {
    try (DevProcess process = checkout.run(arguments)) {
      return process.exitCode();
    }
  }
}
