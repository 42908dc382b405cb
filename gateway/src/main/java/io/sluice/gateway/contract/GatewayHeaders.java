package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The headers of a request that the gateway reads itself, and what answers them: a contract may
 * document them, and where it does not, the served document does.
 */
final class GatewayHeaders {
  private static final String KEY = "idempotency-key";
  private static final String PREFER = "prefer";

  /** Never checked by a schema: how they are read is the gateway's business. */
  static final Set<String> NAMES = Set.of(KEY, PREFER);

  private static final String ABOUT_KEY =
      "Marks a request, so that its repetition takes no effect and gets the first answer.";
  private static final String ABOUT_PREFER =
      "respond-async: answer by 202 as soon as the call is recorded; wait=N: after N seconds.";

  private final Refs refs;
  private final Faults faults;

  GatewayHeaders(Refs refs, Faults faults) {
    this.refs = refs;
    this.faults = faults;
  }

  /** What the contract promises of them must be so. */
  void check(Place pathItem, Place operation, Idempotency idempotency) {
    for (Place owner : new Place[] {pathItem, operation}) {
      for (Place item : owner.member("parameters").items()) {
        refs.end(item).ifPresent(parameter -> check(parameter, idempotency));
      }
    }
  }

  private void check(Place parameter, Idempotency idempotency) {
    String name = headerName(parameter);
    boolean required = parameter.node().path("required").asBoolean();
    if (name.equals(KEY) && idempotency == Idempotency.NONE) {
      faults.add(
          parameter,
          "the header Idempotency-Key, which the gateway does not look at here",
          "it with idempotency: required or optional in x-sluice");
    } else if (name.equals(KEY) && required != (idempotency == Idempotency.REQUIRED)) {
      faults.add(
          parameter.member("required"),
          "required: " + required + " of the header Idempotency-Key",
          "required: " + !required + ", as idempotency in x-sluice says");
    } else if (name.equals(PREFER) && required) {
      faults.add(
          parameter.member("required"), "false: nobody must prefer anything (RFC 7240 section 2)");
    }
  }

  /** Adds those that clients may send and the contract does not document. */
  void document(Place pathItem, Place operation, Operation read) {
    if (read.idempotency() != Idempotency.NONE && !isDocumented(pathItem, operation, KEY)) {
      boolean required = read.idempotency() == Idempotency.REQUIRED;
      add(operation, header("Idempotency-Key", ABOUT_KEY, required));
    }
    if (read.isDurable() && !isDocumented(pathItem, operation, PREFER)) {
      add(operation, header("Prefer", ABOUT_PREFER, false));
    }
    if (read.isDurable()) {
      addAccepted(((ObjectNode) operation.node()).withObject("/responses"));
    }
  }

  /** Who prefers it gets a 202 also where the contract lists none for when the time is up. */
  private static void addAccepted(ObjectNode responses) {
    if (!responses.has("202") && !responses.has("2XX")) {
      ObjectNode accepted = responses.putObject("202");
      accepted.put("description", "Recorded, to a call that prefers respond-async.");
      ObjectNode location = accepted.putObject("headers").putObject("Location");
      location
          .put("description", "Where its end will be.")
          .putObject("schema")
          .put("type", "string");
    }
  }

  private boolean isDocumented(Place pathItem, Place operation, String name) {
    for (Place owner : new Place[] {pathItem, operation}) {
      for (Place item : owner.member("parameters").items()) {
        Optional<Place> parameter = refs.end(item);
        if (parameter.isPresent() && headerName(parameter.get()).equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void add(Place operation, ObjectNode header) {
    ((ObjectNode) operation.node()).withArray("parameters").add(header);
  }

  private static ObjectNode header(String name, String about, boolean required) {
    ObjectNode header =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("in", "header")
            .put("description", about)
            .put("required", required);
    header.putObject("schema").put("type", "string");
    return header;
  }

  /** In lower case; empty for what is no header. */
  private static String headerName(Place parameter) {
    return parameter.node().path("in").asText().equals("header")
        ? parameter.node().path("name").asText().toLowerCase(Locale.ROOT)
        : "";
  }
}
