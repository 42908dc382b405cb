package io.sluice.system.fault;

import io.sluice.system.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * One protection of ours switched off, in a copy of its source that is compiled and put in front of
 * the class path: the check that is there for it must then fail, or it sees nothing.
 *
 * @param source the file, from the repository's root
 * @param find what stands there, once
 * @param replace what shall stand there instead
 */
record Sabotage(String source, String find, String replace) {

  /** Makes the folder with the classes. */
  void compile(Path folder) throws IOException {
    String text = Files.readString(Repository.root().resolve(source));
    int at = text.indexOf(find);
    if (at < 0 || text.indexOf(find, at + 1) >= 0) {
      throw new IllegalStateException(source + " does not have once: " + find);
    }
    Files.createDirectories(folder);
    Path copy = folder.resolve(Path.of(source).getFileName());
    Files.writeString(copy, text.replace(find, replace));
    // Every module is on the class path of these tests.
    var arguments =
        List.of(
            "-proc:none",
            "-nowarn",
            "--release",
            "21",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            copy.toString());
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("the sabotaged " + source + " does not compile");
    }
  }
}
