package io.sluice.system.fault.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that gets one line for each start of a handler, by one write to its end: what was written
 * outlives {@code kill -9}, because the system has it.
 */
final class EffectLog implements AutoCloseable {

  private final FileChannel file;

  private EffectLog(FileChannel file) {
    this.file = file;
  }

  static EffectLog open(Path path) throws IOException {
    return new EffectLog(
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  void append(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      int wanted = bytes.remaining();
      if (file.write(bytes) != wanted) {
        throw new IOException("only a part of a line was written");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
