package io.sluice.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthConfigTest {
  private static final String ONE = "a".repeat(64);
  private static final String TWO = "b".repeat(64);

  @TempDir private Path folder;

  @Test
  void withoutTokensEverybodyMayCall() throws Exception {
    AuthConfig config = AuthConfig.from(settings("{}"));

    assertEquals(Map.of(), config.tokens());
    assertInstanceOf(Anonymous.class, config.authenticator());
  }

  @Test
  void aTokenHasAHashAndPerhapsATenantAndScopes() throws Exception {
    AuthConfig config =
        AuthConfig.from(
            settings(
                """
                auth:
                  tokens:
                    retailer-7: {hash: %s, tenant: acme, scopes: [orders.read, orders.write]}
                    back.office: {hash: %s}
                """
                    .formatted(ONE.toUpperCase(Locale.ROOT), TWO)));

    assertEquals(
        Map.of(
            "retailer-7", new AuthConfig.Token(ONE, "acme", Set.of("orders.read", "orders.write")),
            "back.office", new AuthConfig.Token(TWO, null, Set.of())),
        config.tokens());
    assertInstanceOf(BearerTokens.class, config.authenticator());
  }

  @Test
  void aHashMayStandInTheEnvironment() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gateway.yaml"), "auth: {tokens: {back-office: {scopes: [a, b]}}}");
    Settings settings =
        Settings.read(file, Map.of("SLUICE_AUTH_TOKENS_BACK_OFFICE_HASH", ONE), AuthConfig.KEYS);

    assertEquals(
        Map.of("back-office", new AuthConfig.Token(ONE, null, Set.of("a", "b"))),
        AuthConfig.from(settings).tokens());
  }

  @Test
  void everyValueThatIsNotAllowedIsToldAndNoHashIsShown() {
    var failure =
        assertThrows(
            SettingsException.class,
            () -> settings("auth: {tokens: {x: {hash: abc, tenant: a|b, scopes: ['a b']}}}"));

    assertEquals(
        List.of(
            "gateway.yaml:1 auth.tokens.x.hash is (hidden); allowed: 64 hex digits",
            "gateway.yaml:1 auth.tokens.x.tenant is \"a|b\"; allowed: 1 to 64 letters, digits, '.',"
                + " '_' and '-'",
            "gateway.yaml:1 auth.tokens.x.scopes is \"a b\"; allowed: a list, each a scope of"
                + " printable ASCII characters without space, quote and backslash: orders.write"),
        failure.faults());
  }

  @Test
  void everythingThatDoesNotFitTogetherIsToldAtOnce() throws Exception {
    Settings settings =
        settings(
            """
            auth:
              tokens:
                Anonymous: {hash: %s}
                a b: {hash: %s}
                one: {hash: %s}
                other: {scopes: [x], tenant: t}
                unset: {hash: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855}
            """
                .formatted("c".repeat(64), ONE, ONE.toUpperCase(Locale.ROOT)));

    var failure = assertThrows(IllegalArgumentException.class, () -> AuthConfig.from(settings));

    assertEquals(
        """
        auth.tokens has the name "Anonymous", which is who calls without a token; allowed: another
        auth.tokens has the name "a b"; allowed: 1 to 64 letters, digits, '.', '_' and '-'
        auth.tokens.one.hash is that of auth.tokens.a b.hash; allowed: one of its own
        auth.tokens.unset.hash is that of an empty token; allowed: that of a random one
        auth.tokens.other.hash is not set; allowed: 64 hex digits""",
        failure.getMessage());
  }

  @Test
  void namesHave64CharactersAtMost() {
    var token = new AuthConfig.Token(ONE, null, Set.of());

    assertEquals(1, new AuthConfig(Map.of("n".repeat(64), token)).tokens().size());
    assertThrows(
        IllegalArgumentException.class, () -> new AuthConfig(Map.of("n".repeat(65), token)));
    assertThrows(IllegalArgumentException.class, () -> new AuthConfig(Map.of("", token)));
    assertThrows(IllegalArgumentException.class, () -> new AuthConfig.Token("a", null, Set.of()));
  }

  @Test
  void noHashIsEverShown() throws Exception {
    Settings settings = settings("auth: {tokens: {one: {hash: " + ONE + ", tenant: t}}}");

    assertTrue(settings.effective().contains("auth.tokens.one.hash: (hidden)"));
    assertFalse(settings.effective().contains(ONE));
    assertFalse(AuthConfig.from(settings).toString().contains(ONE));
  }

  private Settings settings(String yaml) throws Exception {
    return Settings.read(
        Files.writeString(folder.resolve("gateway.yaml"), yaml), Map.of(), AuthConfig.KEYS);
  }
}
