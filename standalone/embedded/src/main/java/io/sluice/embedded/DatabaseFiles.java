package io.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** What lies where in a database's directory, and whether an earlier start got to its end. */
record DatabaseFiles(Path dir) {

  static DatabaseFiles in(Path dir) throws IOException {
    Files.createDirectories(dir);
    var files = new DatabaseFiles(dir.toRealPath());
    Files.createDirectories(files.binaries());
    return files;
  }

  Path binaries() {
    return dir.resolve("binaries");
  }

  Path data() {
    return dir.resolve("data");
  }

  Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  Path passwords() {
    return dir.resolve("passwords");
  }

  private Path complete() {
    return dir.resolve("complete");
  }

  Postmaster postmaster() {
    return new Postmaster(binaries(), data());
  }

  void markComplete() throws IOException {
    if (!Files.exists(complete())) {
      Files.createFile(complete());
    }
  }

  /** A first start that was killed leaves half of initdb's work or half an archive behind. */
  void discardHalfMade() throws IOException {
    if (!Files.exists(complete())) {
      delete(data());
      delete(binaries());
      Files.createDirectories(binaries());
    }
    Files.createDirectories(data());
    // PostgreSQL refuses a directory that others may read.
    Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
  }

  Path writeInitialPassword(String password) throws IOException {
    Path file = dir.resolve("initial-password");
    Files.deleteIfExists(file);
    Passwords.createPrivate(file);
    Files.writeString(file, password + "\n");
    return file;
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      paths.sorted(Comparator.reverseOrder()).forEach(DatabaseFiles::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
