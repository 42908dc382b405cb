package io.sluice.bench;

import io.sluice.bench.machine.Clocks;
import io.sluice.bench.machine.CpuClock;
import io.sluice.bench.reading.LedgerReading;
import io.sluice.bench.system.Database;
import io.sluice.bench.system.LedgerActivity;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads all clocks at both ends of a window. */
final class Moments {

  private final Clocks clocks;
  private final Database.@Nullable Access ledger;
  private @Nullable CpuClock first;

  Moments(Clocks clocks, Database.@Nullable Access ledger) {
    this.clocks = clocks;
    this.ledger = ledger;
  }

  record Moment(long nanos, CpuClock clock, @Nullable LedgerActivity activity) {

    @Nullable LedgerReading ledgerSince(Moment before, double answers) {
      if (activity == null || before.activity == null) {
        return null;
      }
      LedgerActivity done = activity.since(before.activity);
      return new LedgerReading(
          done.commits() * 1e9 / (nanos - before.nanos),
          done.rows() / Math.max(1, done.commits()),
          done.flushes() / answers);
    }
  }

  Moment next() throws IOException, SQLException {
    @Nullable LedgerActivity activity = ledger == null ? null : LedgerActivity.of(ledger);
    CpuClock clock = first == null ? clocks.read() : clocks.readAgain(first);
    first = clock;
    return new Moment(System.nanoTime(), clock, activity);
  }
}
