package io.sluice.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.backbone.message.Caller;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AnonymousTest {
  private final Authenticator anonymous = new AuthConfig(Map.of()).authenticator();

  @Test
  void everybodyIsTheSameCallerWhateverTheyBring() {
    MultiMap nothing = MultiMap.caseInsensitiveMultiMap();
    MultiMap token = MultiMap.caseInsensitiveMultiMap().add("authorization", "Bearer x");
    var known = (Authentication.Known) anonymous.authenticate(nothing).result();

    assertEquals(new Authentication.Known(Caller.ANONYMOUS, Set.of()), known);
    assertSame(anonymous.authenticate(nothing), anonymous.authenticate(token));
    assertTrue(known.mayCall(Scopes.operation("")));
    assertFalse(known.mayCall(Scopes.operation("orders.write")));
  }

  @Test
  void anOperationThatNeedsAScopeCannotBeServed() {
    assertEquals(
        Optional.of(
            "operation a needs the scopes x y, and auth.tokens has no token, so nobody has a"
                + " scope; set one, or take scopes away"),
        anonymous.fault(Scopes.contract("x, y")));
    assertEquals(Optional.empty(), anonymous.fault(Scopes.contract("")));
  }
}
