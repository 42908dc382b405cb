package io.sluice.backbone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Files with what must be on the wire: another language's worker relies on each byte of them. */
public final class Golden {

  private Golden() {}

  public static void assertGolden(String file, String actual) {
    try (InputStream golden = Golden.class.getResourceAsStream("/golden/" + file)) {
      String expected = new String(Objects.requireNonNull(golden, file).readAllBytes(), UTF_8);
      assertEquals(expected, actual, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
