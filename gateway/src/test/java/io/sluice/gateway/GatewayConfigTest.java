package io.sluice.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.gateway.auth.AuthConfig;
import io.sluice.gateway.http.HttpConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GatewayConfigTest {

  private static final AuthConfig ANYBODY = new AuthConfig(Map.of());

  private static final HttpConfig HTTP = HttpConfig.at("127.0.0.1", 8080);
  private static final Drain DRAIN = Drain.within(Duration.ofSeconds(30));
  private static final Path CONTRACT = Path.of("contract.yaml");

  @Test
  void theDefaultsAreThoseOfTheDocument() {
    var config = GatewayConfig.of(HTTP, CONTRACT, null);

    assertEquals(20_000, config.maxWaitingCalls());
    assertEquals(Runtime.getRuntime().availableProcessors(), config.eventLoops());
    assertEquals(DRAIN, config.drain());
    assertEquals(null, config.kafka());
    assertEquals(HTTP, config.http());
    assertEquals(CONTRACT, config.contract());
  }

  @Test
  void aBadValueIsRefusedByKeyValueAndWhatIsAllowed() {
    refused("gateway.max-waiting-calls is 0; it is between 1 and 1000000", 0, 1);
    refused("gateway.max-waiting-calls is 1000001; it is between 1 and 1000000", 1_000_001, 1);
    refused("gateway.event-loops is 0; it is between 1 and 256", 1, 0);
    refused("gateway.event-loops is 257; it is between 1 and 256", 1, 257);
  }

  private static void refused(String message, int waiting, int loops) {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> new GatewayConfig(HTTP, CONTRACT, null, null, ANYBODY, waiting, loops, DRAIN));
    assertEquals(message, failure.getMessage());
  }
}
