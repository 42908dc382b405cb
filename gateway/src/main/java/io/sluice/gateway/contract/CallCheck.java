package io.sluice.gateway.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what a client sent into command data, or says why not. */
record CallCheck(Parameters parameters, BodyRule body, KeyExpression key, Set<String> forward) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  Checked run(CallInput input) {
    return switch (body.read(input)) {
      case BodyRule.Body.Refused(Checked.Invalid answer) -> answer;
      case BodyRule.Body.None none ->
          finish(input, MissingNode.getInstance(), Buffer.buffer("{}"), new ArrayList<>(0));
      case BodyRule.Body.Parsed parsed ->
          finish(input, parsed.tree(), parsed.raw(), new ArrayList<>(parsed.check()));
    };
  }

  private Checked finish(CallInput input, JsonNode tree, Buffer raw, List<InputFault> faults) {
    ObjectNode members = parameters.read(input, faults);
    for (String name : parameters.travelling()) {
      if (tree.has(name)) {
        String pointer = Pointers.fragment("/" + Place.escape(name));
        faults.add(InputFault.inBody(pointer, "is a parameter; allowed only there"));
      }
    }
    OrderingKey orderingKey = KeyResolution.resolve(key, input, tree, faults);
    return faults.isEmpty()
        ? new Checked.Valid(
            joined(members, raw, tree.isEmpty()), orderingKey, forwarded(input.headers()))
        : new Checked.Invalid(Checked.Kind.UNPROCESSABLE, faults);
  }

  /** Several lines of one name are one list (RFC 9110 section 5.3). */
  private Map<String, String> forwarded(MultiMap headers) {
    if (forward.isEmpty()) {
      return Map.of();
    }
    Map<String, String> travelling = new HashMap<>();
    for (String name : forward) {
      List<String> values = headers.getAll(name);
      if (!values.isEmpty()) {
        travelling.put(name, String.join(", ", values));
      }
    }
    return travelling;
  }

  /** Splices: to write the client's numbers anew could change them. */
  private static Buffer joined(ObjectNode members, Buffer raw, boolean nothingElse) {
    if (members.isEmpty()) {
      return raw;
    }
    Buffer data = Buffer.buffer(bytes(members));
    if (nothingElse) {
      return data;
    }
    int brace = 0;
    while (raw.getByte(brace) != '{') {
      brace++;
    }
    data.setByte(data.length() - 1, (byte) ',');
    return data.appendBuffer(raw, brace + 1, raw.length() - brace - 1);
  }

  private static byte[] bytes(ObjectNode members) {
    try {
      return MAPPER.writeValueAsBytes(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of sound texts and numbers was not written", e);
    }
  }
}
