package io.sluice.gateway.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files of one contract: all in the main file's folder, each read once. */
final class Library {
  private static final Pattern SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");

  private final ContractFile main;
  private final Path folder;
  private final Faults faults;
  private final Map<Path, Optional<ContractFile>> opened = new LinkedHashMap<>();

  Library(ContractFile main, Faults faults) {
    this.main = main;
    this.folder = main.path().resolveSibling("");
    this.faults = faults;
    opened.put(main.path(), Optional.of(main));
  }

  /** The file that a reference names, seen from another; empty if a fault was added. */
  Optional<ContractFile> open(ContractFile from, String name, Place ref) {
    Optional<Path> path = name.isEmpty() ? Optional.of(from.path()) : inside(from, name);
    if (path.isEmpty()) {
      refuse(ref, "which is not in the contract's folder");
      return Optional.empty();
    }
    Optional<ContractFile> known = opened.get(path.get());
    if (known != null) {
      return known;
    }
    Optional<ContractFile> file = read(path.get(), ref);
    opened.put(path.get(), file);
    return file;
  }

  /** All files that were read or looked for, the main file first. */
  List<Path> paths() {
    return List.copyOf(opened.keySet());
  }

  /** The files that could be read, in the same order. */
  List<ContractFile> files() {
    return opened.values().stream().flatMap(Optional::stream).toList();
  }

  /** Their names as faults tell them; a file that could not be read has one too. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    opened.keySet().forEach(path -> names.add(path.equals(main.path()) ? main.name() : name(path)));
    return names;
  }

  void refuse(Place ref, String why) {
    faults.add(ref, faults.written(ref) + ", " + why, Reference.ALLOWED);
  }

  private Optional<Path> inside(ContractFile from, String name) {
    if (SCHEME.matcher(name).matches() || name.startsWith("/") || name.contains("\\")) {
      return Optional.empty();
    }
    try {
      return Optional.of(from.path().resolveSibling(name).normalize())
          .filter(path -> path.startsWith(folder));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<ContractFile> read(Path path, Place ref) {
    try {
      if (!Files.isRegularFile(path)) {
        refuse(ref, "a file that does not exist");
        return Optional.empty();
      }
      // A link may lead out of the folder; Kubernetes' own links stay in it.
      if (!path.toRealPath().startsWith(folder.toRealPath())) {
        refuse(ref, "which is not in the contract's folder");
        return Optional.empty();
      }
      return Optional.of(ContractFile.part(path, name(path)));
    } catch (ContractException e) {
      faults.addAll(e.faults());
      return Optional.empty();
    } catch (IOException e) {
      refuse(ref, "a file that cannot be read");
      return Optional.empty();
    }
  }

  private String name(Path path) {
    return folder.relativize(path).toString().replace('\\', '/');
  }
}
