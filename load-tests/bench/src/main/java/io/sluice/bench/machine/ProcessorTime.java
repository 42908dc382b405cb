package io.sluice.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process or a thread has had, by its {@code stat} below {@code /proc}.
 *
 * @param name its command's name, 15 characters at most
 * @param ticks in its own code and in the kernel's, together
 */
record ProcessorTime(String name, long ticks) {

  static ProcessorTime read(Path stat) throws IOException {
    String text = Files.readString(stat);
    // The name may hold blanks and brackets, so count from behind the last bracket.
    int nameEnd = text.lastIndexOf(')');
    String[] columns = text.substring(nameEnd + 2).split(" ", -1);
    return new ProcessorTime(
        text.substring(text.indexOf('(') + 1, nameEnd),
        Long.parseLong(columns[11]) + Long.parseLong(columns[12]));
  }
}
