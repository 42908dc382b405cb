package io.sluice.dev;

import java.io.PrintStream;
import java.util.Locale;

/** What the user sees on stdout: a line for each part, and the one line that scripts wait for. */
final class Progress {

  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void started(String part, long nanos) {
    say(String.format(Locale.ROOT, "started %s in %.1f s", part, nanos / 1e9));
  }

  void ready(Platform platform) {
    say(
        "ready http=http://127.0.0.1:"
            + platform.httpPort()
            + " management=http://127.0.0.1:"
            + platform.managementPort());
  }
}
