package io.sluice.gateway.contract;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A contract that was found to be whole: the operations clients may call. Immutable; any thread may
 * use it.
 */
public final class Contract {
  private final List<Operation> operations;
  private final Map<String, Operation> byId;
  private final PathTree paths;
  private final byte[] document;
  private final List<Path> files;
  private final String version;

  Contract(
      List<Operation> operations,
      PathTree paths,
      byte[] document,
      List<Path> files,
      String version) {
    this.operations = List.copyOf(operations);
    this.byId =
        operations.stream().collect(Collectors.toUnmodifiableMap(Operation::id, one -> one));
    this.paths = paths;
    this.document = document;
    this.files = List.copyOf(files);
    this.version = version;
  }

  /**
   * Reads and checks an OpenAPI 3.0 or 3.1 document, YAML or, where its name ends in {@code .json},
   * JSON, with the files that it refers to. Those lie in its folder or below; nothing is ever
   * fetched over a network. Blocks.
   *
   * @throws ContractException with all faults of the document at once
   * @throws IOException if the file cannot be read
   */
  public static Contract load(Path file) throws ContractException, IOException {
    return ContractReader.read(file);
  }

  /** All operations, in the order of the document. */
  public List<Operation> operations() {
    return operations;
  }

  /** The operation of this operationId; empty where there is none. */
  public Optional<Operation> operation(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * Finds the operation of a call. Never blocks; costs the same with ten operations and a thousand.
   *
   * <p>Paths are those of the document: the paths of its {@code servers} are not put in front. A
   * literal segment wins over a {@code {parameter}}, then the method is looked at. HEAD is not GET.
   * An empty segment ({@code //}, a slash at the end) is a path nobody offers.
   *
   * @param method the HTTP method in capitals
   * @param path the raw path of the request target, still percent-encoded, without the query
   */
  public Match match(String method, String path) {
    return paths.match(method, path);
  }

  /**
   * The document as JSON, all its files in one, without {@code x-sluice}: which services and topics
   * stand behind it is not the clients' business. A new buffer for each call.
   */
  public Buffer document() {
    return Buffer.buffer(document);
  }

  /** The files that it was read from, absolute, the one given to {@link #load} first. */
  public List<Path> files() {
    return files;
  }

  /** 12 hex digits that change with any byte of any of its files. */
  public String version() {
    return version;
  }
}
