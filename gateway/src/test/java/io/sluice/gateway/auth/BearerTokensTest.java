package io.sluice.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.backbone.message.Caller;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class BearerTokensTest {
  private static final String TOKEN = "5f4dcc3b-secret.token~+/=";
  private static final String NO_TOKEN = "Bearer realm=\"sluice\"";
  private static final String INVALID = "Bearer realm=\"sluice\", error=\"invalid_token\"";

  private final Authenticator tokens =
      new AuthConfig(
              Map.of(
                  "retailer-7", new AuthConfig.Token(hash(TOKEN), "acme", Set.of("orders.write")),
                  "back-office", new AuthConfig.Token(hash("other"), null, Set.of())))
          .authenticator();

  @Test
  void whoBringsATokenIsItsHolder() {
    assertEquals(
        new Authentication.Known(new Caller("retailer-7", "acme"), Set.of("orders.write")),
        authenticate("Bearer " + TOKEN));
    assertEquals(
        new Authentication.Known(new Caller("back-office", null), Set.of()),
        authenticate("Bearer other"));
  }

  @Test
  void theSchemeIsWrittenInAnyCase() {
    assertSame(authenticate("Bearer other"), authenticate("bEARER   other "));
  }

  @Test
  void theAnswerIsThereAtOnce() {
    Future<Authentication> answer = tokens.authenticate(authorization("Bearer other"));

    assertTrue(answer.isComplete());
    assertSame(answer, tokens.authenticate(authorization("Bearer other")));
  }

  @Test
  void withoutATokenOneIsAskedFor() {
    assertUnknown(NO_TOKEN);
    for (String other : List.of("", "Basic b3RoZXI=", "BearerX other", "Bearer\tother", "other")) {
      assertUnknown(NO_TOKEN, other);
    }
  }

  @Test
  void anotherTokenIsNobodys() {
    for (String token : List.of("", " ", "OTHER", "othe", "other other", "other,", hash("other"))) {
      assertUnknown(INVALID, "Bearer " + token);
    }
    assertUnknown(INVALID, "Bearer");
  }

  @Test
  void twoLinesAreNobodysEvenIfBothAreRight() {
    assertUnknown(INVALID, "Bearer other", "Bearer other");
    assertUnknown(INVALID, "Bearer other", "Basic b3RoZXI=");
  }

  @Test
  void longerTokensThan8KbAreNotLookedAt() {
    String longest = "x".repeat(8 * 1024);
    String longer = longest + "x";
    Authenticator both =
        new AuthConfig(
                Map.of(
                    "longest", new AuthConfig.Token(hash(longest), null, Set.of()),
                    "longer", new AuthConfig.Token(hash(longer), null, Set.of())))
            .authenticator();

    assertEquals(
        new Authentication.Known(new Caller("longest", null), Set.of()),
        both.authenticate(authorization("Bearer " + longest)).result());
    assertEquals(
        new Authentication.Unknown(INVALID),
        both.authenticate(authorization("Bearer " + longer)).result());
  }

  @Test
  void aCallerMayCallWhatItHasAllScopesFor() {
    Authentication.Known holder = (Authentication.Known) authenticate("Bearer " + TOKEN);

    assertTrue(holder.mayCall(Scopes.operation("")));
    assertTrue(holder.mayCall(Scopes.operation("orders.write")));
    assertFalse(holder.mayCall(Scopes.operation("orders.write, orders.read")));
    assertEquals(
        "Bearer realm=\"sluice\", error=\"insufficient_scope\", scope=\"orders.write orders.read\"",
        Challenge.insufficientScope(Scopes.operation("orders.write, orders.read")));
  }

  @Test
  void everyContractCanBeServed() {
    assertEquals(Optional.empty(), tokens.fault(Scopes.contract("nobody.has.it")));
  }

  @Test
  void noTokenIsLoggedOrTold() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    try {
      for (String line : List.of("Bearer " + TOKEN, "Bearer x" + TOKEN, "Basic " + TOKEN, TOKEN)) {
        assertFalse(authenticate(line).toString().contains(TOKEN));
        assertFalse(authenticate(line, line).toString().contains(TOKEN));
      }
      assertFalse(tokens.toString().contains(TOKEN));
      assertEquals(
          List.of(),
          log.list.stream().filter(line -> line.getFormattedMessage().contains(TOKEN)).toList());
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
  }

  private void assertUnknown(String challenge, String... lines) {
    assertEquals(
        new Authentication.Unknown(challenge), authenticate(lines), String.join("|", lines));
  }

  private Authentication authenticate(String... lines) {
    return tokens.authenticate(authorization(lines)).result();
  }

  private static MultiMap authorization(String... lines) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      headers.add("authorization", line);
    }
    return headers;
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
