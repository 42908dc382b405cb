package io.sluice.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The Java sources below a folder, main and test, and which of them are too long. */
record LongFiles(List<Path> sources) {

  static LongFiles below(Path root) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(root, new Sources(root, found));
    return new LongFiles(found);
  }

  /** The repository that this test runs in: the nearest folder upwards that has {@code .mvn}. */
  static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no folder with .mvn above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  List<Path> above(int lines) {
    return sources.stream().filter(source -> lines(source) > lines).toList();
  }

  private static long lines(Path source) {
    try (var lines = Files.lines(source)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(source.toString(), e);
    }
  }

  private static final class Sources extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<Path> found;

    Sources(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      var name = String.valueOf(folder.getFileName());
      var notOurs = name.startsWith(".") || name.equals("target") || name.equals("node_modules");
      return notOurs && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.toString().endsWith(".java")) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
