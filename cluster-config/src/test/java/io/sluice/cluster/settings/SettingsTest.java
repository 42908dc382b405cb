package io.sluice.cluster.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  private static final Key<Integer> PORT =
      Key.preset("http.port", "8080", ValueType.integer(0, 65_535), "where clients call");
  private static final Key<Duration> TIMEOUT =
      Key.preset(
          "http.body-timeout",
          "10s",
          ValueType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
          "how long a body may take");
  private static final Key<String> CONTRACT =
      Key.required("gateway.contract", ValueType.text(), "the OpenAPI file");
  private static final Key<List<String>> MEMBERS =
      Key.preset("cluster.members", "", ValueType.listOf(ValueType.text()), "whom to join");
  private static final Key<String> PASSWORD =
      Key.optional("databases.*.password", ValueType.text(), "the role's password").asSecret();
  private static final List<Key<?>> KEYS = List.of(PORT, TIMEOUT, CONTRACT, MEMBERS, PASSWORD);

  @TempDir Path dir;

  @Test
  void theFileOverridesThePresetAndTheEnvironmentTheFile() throws Exception {
    Path file = file("http:\n  port: 1\n  body-timeout: 2s\ngateway:\n  contract: a.yaml\n");

    Settings settings = Settings.read(file, Map.of("SLUICE_HTTP_PORT", "3"), KEYS);

    assertEquals(3, settings.get(PORT));
    assertEquals(Duration.ofSeconds(2), settings.get(TIMEOUT));
    assertEquals("a.yaml", settings.get(CONTRACT));
    assertEquals(List.of(), settings.get(MEMBERS));
  }

  @Test
  void theEnvironmentAloneIsEnough() throws Exception {
    Settings settings = Settings.read(null, Map.of("SLUICE_GATEWAY_CONTRACT", "b.yaml"), KEYS);

    assertEquals("b.yaml", settings.get(CONTRACT));
    assertEquals(8080, settings.get(PORT));
  }

  @Test
  void everyFaultIsToldAtOnceWithItsPlaceItsValueAndWhatIsAllowed() throws Exception {
    Path file = file("http:\n  port: 99999\n  body-timeout: 10\n  prot: 1\nlog: x\n");

    var failure =
        assertThrows(
            SettingsException.class,
            () -> Settings.read(file, Map.of("SLUICE_HTTP_PROT", "1"), KEYS));

    assertEquals(
        List.of(
            "SLUICE_HTTP_PROT in the environment is no key that this node knows;"
                + " did you mean SLUICE_HTTP_PORT?",
            "node.yaml:2 http.port is \"99999\"; allowed: a whole number from 0 to 65535",
            "node.yaml:3 http.body-timeout is \"10\"; allowed: a duration with its unit"
                + " (ms, s, m, h) from 1ms to 1h",
            "node.yaml:4 http.prot is no key that this node knows; did you mean http.port?",
            "node.yaml:5 log is no key that this node knows",
            "gateway.contract is not set; set it in the file or as SLUICE_GATEWAY_CONTRACT to text"
                + " that is not empty"),
        failure.faults());
  }

  @Test
  void aListIsAListInTheFileAndCommasInTheEnvironment() throws Exception {
    Path file = file("gateway: {contract: c}\ncluster:\n  members: [a, b]\n");

    assertEquals(List.of("a", "b"), Settings.read(file, Map.of(), KEYS).get(MEMBERS));
    assertEquals(
        List.of("c", "d"),
        Settings.read(file, Map.of("SLUICE_CLUSTER_MEMBERS", "c, d"), KEYS).get(MEMBERS));
  }

  @Test
  void aChosenNameOfTheFileIsFoundInTheEnvironmentToo() throws Exception {
    Path file = file("gateway: {contract: c}\ndatabases:\n  shipping.order-v2: {password: one}\n");

    Settings settings =
        Settings.read(
            file,
            Map.of(
                "SLUICE_DATABASES_SHIPPING_ORDER_V2_PASSWORD", "two",
                "SLUICE_DATABASES_SHIPPING_QUERY_PASSWORD", "three"),
            KEYS);

    assertEquals(
        Map.of("shipping.order-v2", "two", "shipping.query", "three"), settings.all(PASSWORD));
  }

  @Test
  void whatIsEffectiveIsShownWithItsOriginAndWithoutSecrets() throws Exception {
    Path file = file("gateway: {contract: c}\ndatabases:\n  a: {password: hunter2}\n");

    String shown = Settings.read(file, Map.of("SLUICE_HTTP_PORT", "1"), KEYS).effective();

    assertTrue(shown.contains("http.port: \"1\"  # SLUICE_HTTP_PORT"), shown);
    assertTrue(shown.contains("gateway.contract: \"c\"  # node.yaml:1"), shown);
    assertTrue(shown.contains("http.body-timeout: \"10s\"  # preset"), shown);
    assertTrue(shown.contains("databases.a.password: (hidden)"), shown);
    assertFalse(shown.contains("hunter2"), shown);
  }

  @Test
  void aSecretThatIsNotAllowedIsNotTold() throws Exception {
    var pin = Key.required("pin", ValueType.integer(0, 9), "a digit").asSecret();
    Path file = file("pin: 4711\n");

    var failure =
        assertThrows(SettingsException.class, () -> Settings.read(file, Map.of(), List.of(pin)));

    assertFalse(failure.faults().toString().contains("4711"));
  }

  @Test
  void aFileThatIsNoYamlIsToldWithItsLine() throws Exception {
    Path file = file("http:\n  port: [1\n");

    var failure = assertThrows(SettingsException.class, () -> Settings.read(file, Map.of(), KEYS));

    assertTrue(
        failure.faults().getFirst().startsWith("node.yaml:3 is no YAML"), failure.getMessage());
  }

  @Test
  void aFileThatCannotBeReadAsTextIsOneFaultToo() throws Exception {
    Path latin = Files.write(dir.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
    for (Path file : List.of(file("http: {port: 1}\n\u0001"), latin, dir)) {
      var failure =
          assertThrows(SettingsException.class, () -> Settings.read(file, Map.of(), KEYS));

      String fault = failure.faults().getFirst();
      assertTrue(fault.startsWith("the file " + file + " cannot be read"), fault);
    }
  }

  @Test
  void aMarkOfTheByteOrderIsNoPartOfAName() throws Exception {
    Path file = file("\uFEFFgateway: {contract: c}\n");

    assertEquals("c", Settings.read(file, Map.of(), KEYS).get(CONTRACT));
  }

  @Test
  void aMappingThatContainsItselfIsAFault() throws Exception {
    assertEquals(
        List.of("node.yaml:1 contains itself"),
        faults("http: &all {all: *all}\ngateway: {contract: c}"));
  }

  @Test
  void aSectionWithNothingBelowItSetsNothing() throws Exception {
    Path file = file("gateway: {contract: c}\nhttp:\ncluster: {}\ndatabases: {a: }\n");

    assertEquals(8080, Settings.read(file, Map.of(), KEYS).get(PORT));
  }

  @Test
  void aValueWhereKeysBelongAndKeysWhereAValueBelongsAreFaults() throws Exception {
    assertEquals(
        List.of(
            "node.yaml:1 http has a value; keys stand below it, such as port",
            "node.yaml:2 gateway.contract is \"\"; allowed: text that is not empty"),
        faults("http: 8080\ngateway: {contract: {}}\n"));
  }

  @Test
  void aKeyThatIsWrittenInOneIsToldHowToWriteIt() throws Exception {
    assertEquals(
        List.of("node.yaml:1 http.port is written in one; each part stands below the one before"),
        faults("http.port: 1\ngateway: {contract: c}\nhttp: {port: 2}\n"));
  }

  @Test
  void nullIsNoText() throws Exception {
    for (String text : List.of("null", "~", "")) {
      assertEquals(
          List.of("node.yaml:1 gateway.contract is \"\"; allowed: text that is not empty"),
          faults("gateway: {contract: " + text + "}\n"));
    }
  }

  @Test
  void aNameThatIsGivenTwiceIsAFault() throws Exception {
    Path file = file("gateway: {contract: c}\nhttp: {port: 1}\nhttp: {port: 2}\n");

    var failure = assertThrows(SettingsException.class, () -> Settings.read(file, Map.of(), KEYS));

    assertEquals(List.of("node.yaml:3 http is given twice"), failure.faults());
  }

  @Test
  void variablesThatKubernetesSetsForItsServicesAreNobodysFault() throws Exception {
    Settings settings =
        Settings.read(
            null,
            Map.of(
                "SLUICE_GATEWAY_CONTRACT", "c",
                "SLUICE_GATEWAY_SERVICE_HOST", "10.0.0.1",
                "SLUICE_GATEWAY_PORT_8080_TCP_ADDR", "10.0.0.1",
                "SLUICE_GATEWAY_PORT", "tcp://10.0.0.1:8080"),
            KEYS);

    assertEquals("c", settings.get(CONTRACT));
  }

  private List<String> faults(String text) throws Exception {
    Path file = file(text);
    return assertThrows(SettingsException.class, () -> Settings.read(file, Map.of(), KEYS))
        .faults();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("node.yaml"), text);
  }
}
