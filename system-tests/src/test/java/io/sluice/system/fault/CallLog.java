package io.sluice.system.fault;

import io.sluice.system.fault.FaultRun.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All calls of a run as a table, for people who look for a cause. */
final class CallLog {

  private CallLog() {}

  /** Writes {@code calls.tsv} into the folder; times are milliseconds after the fault. */
  static void write(Seen seen, Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("due\ttook\tending\tgateway\tconnects\toperation\tkey\tnonce");
    for (CallRecord call : seen.calls()) {
      lines.add(
          "%d\t%d\t%s\t%d\t%d\t%s\t%s\t%d"
              .formatted(
                  Duration.between(seen.struck(), call.start()).toMillis(),
                  call.took().toMillis(),
                  call.ending().text(),
                  call.gateway() + 1,
                  call.connects(),
                  call.operation(),
                  call.key(),
                  call.nonce()));
    }
    Files.write(folder.resolve("calls.tsv"), lines);
  }
}
