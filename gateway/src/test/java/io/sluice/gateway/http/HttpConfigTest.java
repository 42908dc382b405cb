package io.sluice.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HttpConfigTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theDefaultsAreThoseOfTheDocument() {
    var config = HttpConfig.at("127.0.0.1", 8080);

    assertEquals(
        new HttpConfig(
            "127.0.0.1",
            8080,
            524_288,
            8_192,
            4_096,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60)),
        config);
  }

  @Test
  void theBoundsThemselvesAreTaken() {
    var least =
        new HttpConfig(
            "h", 0, 1, 256, 256, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1));
    var most =
        new HttpConfig(
            "h",
            65_535,
            921_600,
            1_048_576,
            1_048_576,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1));

    assertEquals(0, least.port());
    assertEquals(65_535, most.port());
  }

  @Test
  void aBadValueIsRefusedByKeyValueAndWhatIsAllowed() {
    refused("http.port is -1; it is between 0 and 65535", -1, 1, 256, 256, SECOND, SECOND, SECOND);
    refused(
        "http.port is 65536; it is between 0 and 65535",
        65_536,
        1,
        256,
        256,
        SECOND,
        SECOND,
        SECOND);
    refused(
        "http.max-body is 0; it is between 1 and 921600", 0, 0, 256, 256, SECOND, SECOND, SECOND);
    refused(
        "http.max-body is 921601; it is between 1 and 921600",
        0,
        921_601,
        256,
        256,
        SECOND,
        SECOND,
        SECOND);
    refused(
        "http.max-headers is 255; it is between 256 and 1048576",
        0,
        1,
        255,
        256,
        SECOND,
        SECOND,
        SECOND);
    refused(
        "http.max-uri is 255; it is between 256 and 1048576",
        0,
        1,
        256,
        255,
        SECOND,
        SECOND,
        SECOND);
    refused(
        "http.body-timeout (ms) is 0; it is between 1 and 3600000",
        0,
        1,
        256,
        256,
        SECOND,
        Duration.ZERO,
        SECOND);
    refused(
        "http.header-timeout (ms) is 0; it is between 1 and 3600000",
        0,
        1,
        256,
        256,
        Duration.ZERO,
        SECOND,
        SECOND);
    refused(
        "http.idle-timeout (ms) is 3600001; it is between 1 and 3600000",
        0,
        1,
        256,
        256,
        SECOND,
        SECOND,
        Duration.ofMillis(3_600_001));
  }

  @Test
  void aHostIsNeeded() {
    var failure = assertThrows(IllegalArgumentException.class, () -> HttpConfig.at(" ", 1));

    assertEquals("http.host is empty; it is an address or a name", failure.getMessage());
  }

  private static void refused(
      String message,
      int port,
      int body,
      int headers,
      int uri,
      Duration head,
      Duration whole,
      Duration idle) {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> new HttpConfig("h", port, body, headers, uri, head, whole, idle));
    assertEquals(message, failure.getMessage());
  }
}
