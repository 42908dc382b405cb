package io.sluice.backbone.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for a client to read (RFC 9457).
 *
 * @param type a URI reference; ours are {@code /problems/<name>}
 * @param title the same for every problem of the type
 * @param status the HTTP status, 400 to 599
 * @param detail what is wrong this time and how to mend it; nothing internal
 * @param members extension members (section 3.2)
 */
public record Problem(
    String type, String title, int status, @Nullable String detail, Map<String, Object> members) {

  private static final List<String> STANDARD = List.of("type", "title", "status", "detail");

  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status is " + status + "; a problem has 400 to 599");
    }
    for (String taken : STANDARD) {
      if (members.containsKey(taken)) {
        throw new IllegalArgumentException("a problem's extension member cannot be named " + taken);
      }
    }
    members = Map.copyOf(members);
  }

  /** A problem of our own catalogue: type {@code /problems/<name>}. */
  public static Problem named(String name, String title, int status, String detail) {
    return new Problem("/problems/" + name, title, status, detail, Map.of());
  }

  public Problem with(String member, Object value) {
    var more = new TreeMap<>(members);
    more.put(member, value);
    return new Problem(type, title, status, detail, more);
  }

  public Buffer toBuffer() {
    JsonObject json = new JsonObject().put("type", type).put("title", title).put("status", status);
    if (detail != null) {
      json.put("detail", detail);
    }
    new TreeMap<>(members).forEach(json::put);
    return json.toBuffer();
  }

  public Payload toPayload() {
    return new Payload(Payload.PROBLEM_JSON, Map.of(), toBuffer());
  }
}
