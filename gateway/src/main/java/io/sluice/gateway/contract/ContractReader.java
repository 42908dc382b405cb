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
import java.util.TreeSet;

/** Reads a whole document: its version, its paths, and each operation below them. */
final class ContractReader {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Set<String> OTHERS =
      Set.of("$ref", "summary", "description", "servers", "parameters");
  private static final Set<String> OWN =
      Set.of("invocations", "ws", "openapi.json", "asyncapi.json", "problems");

  private static final Set<String> DIALECTS =
      Set.of(
          "https://spec.openapis.org/oas/3.1/dialect/base",
          "https://json-schema.org/draft/2020-12/schema");

  private final ContractFile main;
  private final Library library;
  private final ObjectNode document;
  private final Faults faults;
  private final Refs refs;
  private final Schemas schemas;
  private final OperationReader reader;
  private final GatewayHeaders headers;
  private final List<Operation> operations = new ArrayList<>();

  /** What the served document gets; only when nothing reads the contract any more. */
  private final List<Runnable> served = new ArrayList<>();

  private final Map<String, String> shapes = new HashMap<>();

  private ContractReader(ContractFile main) {
    Origins origins = new Origins(main);
    this.main = main;
    this.faults = new Faults(origins);
    this.library = new Library(main, faults);
    this.document = Bundle.of(main, library, origins);
    this.refs = new Refs(document);
    boolean whole = new RefCheck(refs, faults).run();
    boolean old = document.path("openapi").asText().startsWith("3.0.");
    if (!old) {
      new OldWords(faults).check(refs.root());
    }
    JsonNode root = old ? Draft2020.of(document) : document;
    this.schemas = new Schemas(root, whole, faults);
    this.reader = new OperationReader(refs, schemas, faults);
    this.headers = new GatewayHeaders(refs, faults);
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
    if (!root.member("paths").node().isObject()) {
      faults.add(root.member("paths"), "paths with operations");
    }
    Place dialect = root.member("jsonSchemaDialect");
    if (dialect.present() && !DIALECTS.contains(dialect.node().asText())) {
      faults.add(dialect, "none, or " + String.join(" or ", new TreeSet<>(DIALECTS)));
    }
    reader.security(root.member("security"));
    root.member("components").member("schemas").members().forEach(schemas::check);
    for (Place path : root.member("paths").members()) {
      if (!path.name().startsWith("x-")) {
        path(path);
      }
    }
    if (faults.none() && operations.isEmpty()) {
      faults.add(root.member("paths"), "paths without an operation", "paths with operations");
    }
    if (!faults.none()) {
      List<String> names = library.names();
      throw new ContractException(names.getFirst(), library.paths(), faults.inOrder(names));
    }
    served.forEach(Runnable::run);
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
    besideReference(path);
    refs.end(path).ifPresent(item -> operations(item, template.get()));
  }

  /** What stands beside a path item's reference is of no effect; bundling has taken it away. */
  private void besideReference(Place path) {
    Place written = new Place(main.root().at(path.pointer()), path.pointer());
    if (written.member("$ref").present()) {
      for (Place member : written.members()) {
        if (METHODS.contains(member.name()) || member.name().equals("parameters")) {
          String found = "the key " + Shown.of(member.name()) + " beside $ref";
          faults.add(new Place(member.node(), path.pointer()), found, "$ref alone");
        }
      }
    }
  }

  private void operations(Place item, PathTemplate template) {
    if (!item.node().isObject()) {
      faults.add(item, "a path's operations by their methods");
    }
    for (Place member : item.members()) {
      if (METHODS.contains(member.name())) {
        Optional<Operation> read = reader.read(item, member, template);
        read.ifPresent(operations::add);
        read.ifPresent(operation -> served.add(() -> headers.document(item, member, operation)));
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
