package io.sluice.system.invocation;

import static io.sluice.system.invocation.Client.post;
import static io.sluice.system.invocation.Parts.ADA;
import static io.sluice.system.invocation.Parts.BOB;
import static io.sluice.system.invocation.Parts.EVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.system.Answer;
import io.sluice.system.invocation.Client.Asked;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may call, and who may see what became of a call. */
@ExtendWith(PartsExtension.class)
final class OwnInvocationTest {

  private final Parts parts;

  OwnInvocationTest(Parts parts) {
    this.parts = parts;
  }

  @Test
  void whoBringsNothingOrAnUnknownTokenIsAskedForOne() throws Exception {
    String url = parts.gateway().url("/quick");
    Answer none = parts.client().ask(post(url, "", "nobody"));
    Answer unknown = parts.client().ask(post(url, "no-such-token", "nobody"));

    assertEquals(401, none.status(), none::toString);
    assertEquals("/problems/unauthorized", none.problem());
    assertTrue(String.valueOf(none.header("WWW-Authenticate")).startsWith("Bearer"));
    assertEquals(401, unknown.status(), unknown::toString);
    assertTrue(String.valueOf(unknown.header("WWW-Authenticate")).contains("invalid_token"));
    assertTrue(!unknown.toString().contains("no-such-token"), unknown::toString);
    assertEquals(0, parts.deeds().count("nobody"));
  }

  @Test
  void whatIsSomebodyElsesLooksLikeWhatIsNot() throws Exception {
    String name = UUID.randomUUID().toString();
    Answer accepted =
        parts
            .client()
            .ask(post(parts.gateway().url("/quick"), ADA, name, "Prefer", "respond-async"));
    String adas = String.valueOf(accepted.header("Location"));
    String nobodys = "/invocations/" + UUID.randomUUID();

    for (String below : List.of("", "/response", "/events")) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE)) {
        Answer none = ask(method, nobodys + below, ADA);
        for (String token : List.of(BOB, EVE)) {
          Answer foreign = ask(method, adas + below, token);
          assertEquals(none.status(), foreign.status());
          assertEquals(none.body(), foreign.body());
          assertEquals(List.copyOf(none.headers().names()), List.copyOf(foreign.headers().names()));
        }
      }
    }
    assertEquals(404, ask(HttpMethod.GET, nobodys, ADA).status());
    assertEquals(404, ask(HttpMethod.GET, "/invocations/no-id", ADA).status());
    assertEquals(200, ask(HttpMethod.GET, adas, ADA).status());
  }

  private Answer ask(HttpMethod method, String path, String token) throws Exception {
    return parts
        .client()
        .ask(new Asked(method, parts.gateway().url(path), token, Buffer.buffer(), List.of()));
  }
}
