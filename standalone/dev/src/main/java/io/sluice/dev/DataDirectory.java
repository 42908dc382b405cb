package io.sluice.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The one place where a standalone process keeps its data; one process at a time. */
final class DataDirectory implements AutoCloseable {

  private static final String MARKER = ".sluice-data";
  private static final String LOCK = "lock";

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Opens the directory, making it when it is not there, and keeps other processes out of it. */
  static DataDirectory open(Path root) throws StartRefused {
    try {
      Files.createDirectories(root);
      claim(root);
      FileChannel lock =
          FileChannel.open(
              root.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      lockOrRefuse(root, lock);
      return new DataDirectory(root, lock);
    } catch (IOException e) {
      throw new StartRefused(
          "cannot write to the data directory " + root + "; choose another with --data", e);
    }
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** Deletes all that earlier runs have left, and keeps the lock. */
  void clean() throws IOException {
    List<Path> contents;
    try (Stream<Path> paths = Files.walk(root)) {
      contents = paths.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    List<Path> kept = List.of(root, root.resolve(MARKER), root.resolve(LOCK));
    for (Path path : contents) {
      if (!kept.contains(path)) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** Somebody else's files are never mixed with ours, so that {@link #clean()} finds only ours. */
  private static void claim(Path root) throws IOException, StartRefused {
    if (Files.exists(root.resolve(MARKER))) {
      return;
    }
    if (!isEmpty(root)) {
      throw new StartRefused(
          "the directory " + root + " holds files that are not ours; choose another with --data");
    }
    Files.createFile(root.resolve(MARKER));
  }

  private static boolean isEmpty(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.findAny().isEmpty();
    } catch (NotDirectoryException e) {
      throw new IOException("not a directory", e);
    }
  }

  private static void lockOrRefuse(Path root, FileChannel lock) throws IOException, StartRefused {
    boolean locked;
    try {
      locked = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      String owner = readOwner(lock);
      lock.close();
      throw new StartRefused(
          "the data directory "
              + root
              + " is in use by process "
              + owner
              + "; stop it, or choose another directory with --data");
    }
    lock.truncate(0);
    lock.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
        0);
  }

  private static String readOwner(FileChannel lock) throws IOException {
    var bytes = ByteBuffer.allocate(20);
    int length = Math.max(0, lock.read(bytes, 0));
    return new String(bytes.array(), 0, length, StandardCharsets.US_ASCII);
  }
}
