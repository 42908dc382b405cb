package io.sluice.gateway.invocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.cluster.database.DatabaseAccess;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LedgerConfigTest {

  private static final DatabaseAccess ACCESS =
      new DatabaseAccess("db", 5432, "ledger", "gateway", "hidden");

  private static final Map<String, String> NEEDED =
      Map.of(
          "SLUICE_LEDGER_HOST", "db",
          "SLUICE_LEDGER_PORT", "5432",
          "SLUICE_LEDGER_DATABASE", "ledger",
          "SLUICE_LEDGER_USER", "gateway",
          "SLUICE_LEDGER_PASSWORD", "hidden");

  @Test
  void whereNothingIsSetThereIsNoLedger() throws Exception {
    assertEquals(Optional.empty(), LedgerConfig.from(read(Map.of())));
  }

  @Test
  void theRestHasDefaults() throws Exception {
    var config = LedgerConfig.from(read(NEEDED)).orElseThrow();

    assertEquals(new LedgerConfig(ACCESS, 8, Duration.ofHours(24), Duration.ofHours(24)), config);
    assertEquals(LedgerConfig.at(ACCESS), config);
    assertFalse(config.toString().contains("hidden"));
  }

  @Test
  void everyKeyIsRead() throws Exception {
    Map<String, String> all = new HashMap<>(NEEDED);
    all.put("SLUICE_LEDGER_POOL_SIZE", "4");
    all.put("SLUICE_LEDGER_MAX_AGE", "1h");
    all.put("SLUICE_LEDGER_RETENTION", "30m");

    assertEquals(
        Optional.of(new LedgerConfig(ACCESS, 4, Duration.ofHours(1), Duration.ofMinutes(30))),
        LedgerConfig.from(read(all)));
  }

  @Test
  void whatIsMissingBesideOthersIsNamed() throws Exception {
    Map<String, String> some = new HashMap<>(NEEDED);
    some.remove("SLUICE_LEDGER_HOST");
    some.remove("SLUICE_LEDGER_PASSWORD");
    Settings settings = read(some);

    var failure = assertThrows(IllegalArgumentException.class, () -> LedgerConfig.from(settings));

    assertEquals(
        """
        ledger.host is not set; a ledger needs it, and ledger.port is set
        ledger.password is not set; a ledger needs it, and ledger.port is set""",
        failure.getMessage());
    Settings one = read(Map.of("SLUICE_LEDGER_RETENTION", "1h"));
    assertThrows(IllegalArgumentException.class, () -> LedgerConfig.from(one));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    Duration hour = Duration.ofHours(1);
    assertThrows(IllegalArgumentException.class, () -> new LedgerConfig(ACCESS, 1, hour, hour));
    assertThrows(
        IllegalArgumentException.class, () -> new LedgerConfig(ACCESS, 8, Duration.ZERO, hour));
    assertThrows(
        IllegalArgumentException.class, () -> new LedgerConfig(ACCESS, 8, hour, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LedgerConfig(ACCESS, 8, Duration.ofDays(8), hour));
    assertThrows(SettingsException.class, () -> read(Map.of("SLUICE_LEDGER_POOL_SIZE", "many")));
  }

  private static Settings read(Map<String, String> environment) throws SettingsException {
    return Settings.read(null, environment, LedgerConfig.KEYS);
  }
}
