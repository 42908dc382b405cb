package io.sluice.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a whole document: its version, its paths, and each operation below them. */
final class ContractReader {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Set<String> OTHERS =
      Set.of("$ref", "summary", "description", "servers", "parameters");
  private static final Set<String> OWN =
      Set.of("invocations", "ws", "openapi.json", "asyncapi.json", "problems");

  private final Library library;
  private final ObjectNode document;
  private final Faults faults;
  private final Refs refs;
  private final Schemas schemas;
  private final OperationReader reader;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, String> shapes = new HashMap<>();

  private ContractReader(ContractFile main) {
    Origins origins = new Origins(main);
    this.faults = new Faults(origins);
    this.library = new Library(main, faults);
    this.document = Bundle.of(main, library, origins);
    this.refs = new Refs(document);
    boolean whole = new RefCheck(refs, faults).run();
    boolean old = document.path("openapi").asText().startsWith("3.0.");
    JsonNode root = old ? Draft2020.of(document) : document;
    this.schemas = new Schemas(root, whole, faults);
    this.reader = new OperationReader(refs, schemas, faults);
  }

  static Contract read(Path file) throws ContractException, IOException {
    return new ContractReader(ContractFile.main(file)).read();
  }

  private Contract read() throws ContractException {
    Place root = refs.root();
    Place version = root.member("openapi");
    if (!version.node().asText().matches("3\\.[01]\\.[0-9]+")) {
      faults.add(version, "an OpenAPI version 3.0.x or 3.1.x, in quotes");
    }
    if (root.member("paths").node().isEmpty()) {
      faults.add(root.member("paths"), "paths with operations");
    }
    root.member("components").member("schemas").members().forEach(schemas::check);
    for (Place path : root.member("paths").members()) {
      if (!path.name().startsWith("x-")) {
        path(path);
      }
    }
    if (!faults.none()) {
      List<String> names = library.names();
      throw new ContractException(names.getFirst(), library.paths(), faults.inOrder(names));
    }
    strip(document);
    return new Contract(
        operations,
        new PathTree(operations),
        document.toString().getBytes(StandardCharsets.UTF_8),
        library.paths(),
        ContractVersion.of(library.files()));
  }

  private void path(Place path) {
    Optional<PathTemplate> template = PathTemplate.parse(path.name());
    if (template.isEmpty()) {
      faults.add(path, "the path " + Shown.of(path.name()), PathTemplate.ALLOWED);
      return;
    }
    String first = shapes.putIfAbsent(template.get().shape(), path.name());
    if (first != null) {
      faults.add(path, "a path that the same calls match as " + Shown.of(first), "each path once");
    }
    if (!template.get().segments().isEmpty()
        && template.get().segments().getFirst() instanceof PathTemplate.Segment.Literal(String own)
        && OWN.contains(own)) {
      faults.add(path, "one of Sluice's own paths, /" + own, "any other path");
    }
    refs.end(path).ifPresent(item -> operations(item, template.get()));
  }

  private void operations(Place item, PathTemplate template) {
    for (Place member : item.members()) {
      if (METHODS.contains(member.name())) {
        reader.read(item, member, template).ifPresent(operations::add);
      } else if (!OTHERS.contains(member.name()) && !member.name().startsWith("x-")) {
        faults.add(
            member,
            "the key " + Shown.of(member.name()),
            "a method in lower case, summary, description, servers, parameters");
      }
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("x-sluice");
    }
    node.forEach(ContractReader::strip);
  }
}
