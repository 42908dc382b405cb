package io.sluice.gateway.contract;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one operation with all that belongs to it. */
final class OperationReader {
  private static final Set<String> KEYS =
      Set.of(
          "tags",
          "summary",
          "description",
          "externalDocs",
          "operationId",
          "parameters",
          "requestBody",
          "responses",
          "callbacks",
          "deprecated",
          "security",
          "servers");
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private final Faults faults;
  private final SluiceReader sluices;
  private final ParameterReader parameters;
  private final BodyReader bodies;
  private final ResponseReader responses;
  private final GatewayHeaders headers;
  private final Map<String, String> ids = new HashMap<>();

  OperationReader(Refs refs, Schemas schemas, Faults faults) {
    this.faults = faults;
    this.sluices = new SluiceReader(faults);
    this.parameters = new ParameterReader(refs, schemas, faults);
    this.bodies = new BodyReader(refs, schemas, faults);
    this.responses = new ResponseReader(refs, schemas, faults);
    this.headers = new GatewayHeaders(refs, faults);
  }

  /** Empty if it could not be built; then faults were added. */
  Optional<Operation> read(Place pathItem, Place operation, PathTemplate path) {
    keys(operation);
    security(operation.member("security"));
    Optional<String> id = id(operation.member("operationId"));
    Parameters read = parameters.read(pathItem, operation, path);
    BodyRule body = bodies.read(operation, read.travelling());
    Responses answers = responses.read(operation);
    boolean takesBody = operation.member("requestBody").present();
    String method = operation.name().toUpperCase(Locale.ROOT);
    Optional<SluiceBlock> sluice =
        sluices.read(operation.member("x-sluice"), method, path, takesBody);
    sluice.ifPresent(block -> check(pathItem, operation, block.durability(), answers));
    if (id.isEmpty() || sluice.isEmpty()) {
      return Optional.empty();
    }
    CallCheck check = new CallCheck(read, body, sluice.get().key(), sluice.get().forward());
    return Optional.of(new Operation(id.get(), method, path, sluice.get(), answers, check));
  }

  private void check(Place pathItem, Place operation, Durability durability, Responses answers) {
    headers.check(pathItem, operation, durability.idempotency());
    responses.checkAccepted(operation, answers, durability.durable());
  }

  /** A misspelt key would be an operation without a body, or without parameters. */
  private void keys(Place operation) {
    for (Place member : operation.members()) {
      if (!KEYS.contains(member.name()) && !member.name().startsWith("x-")) {
        String found = "the key " + Shown.of(member.name());
        faults.add(member, found, String.join(", ", new TreeSet<>(KEYS)) + ", x-…");
      }
    }
  }

  /** A call that the contract guards must not be open to all. */
  void security(Place security) {
    if (security.items().stream().anyMatch(one -> !one.node().isEmpty())) {
      faults.add(
          security,
          "security, not supported yet",
          "none; scopes in x-sluice say what a caller needs");
    }
  }

  private Optional<String> id(Place place) {
    String id = place.node().asText();
    if (!place.node().isTextual() || !ID.matcher(id).matches()) {
      faults.add(place, "a letter, then letters, digits, - and _");
      return Optional.empty();
    }
    String first = ids.putIfAbsent(id, place.pointer());
    if (first != null) {
      faults.add(
          place,
          Shown.of(id) + " again",
          "an id of its own; the first is at " + faults.told(first));
      return Optional.empty();
    }
    return Optional.of(id);
  }
}
