package io.sluice.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The random passwords of a database's roles, in a file that only its owner reads. */
final class Passwords {

  private static final int BYTES = 24;

  private final Path file;
  private final Properties byRole = new Properties();
  private final SecureRandom random = new SecureRandom();

  private Passwords(Path file) {
    this.file = file;
  }

  static Passwords in(Path file) throws IOException {
    var passwords = new Passwords(file);
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        passwords.byRole.load(reader);
      }
    }
    return passwords;
  }

  /** The role's password, made and written down before it is first told. */
  synchronized String of(String role) throws IOException {
    String known = byRole.getProperty(role);
    if (known != null) {
      return known;
    }
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String fresh = HexFormat.of().formatHex(bytes);
    byRole.setProperty(role, fresh);
    save();
    return fresh;
  }

  private void save() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    createPrivate(next);
    try (Writer writer = Files.newBufferedWriter(next)) {
      byRole.store(writer, null);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static void createPrivate(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
