package io.sluice.bench.report;

import io.sluice.bench.reading.LedgerReading;
import io.sluice.bench.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the gateways' ledgers did. */
final class LedgerSection {

  private final Findings findings;

  LedgerSection(Findings findings) {
    this.findings = findings;
  }

  boolean isEmpty() {
    return findings.readings().all().stream().allMatch(one -> one.ledger().isEmpty());
  }

  String text() {
    List<List<String>> rows = new ArrayList<>();
    List<String> systems =
        findings.readings().all().stream()
            .filter(one -> one.ledger().isPresent())
            .map(Reading::system)
            .distinct()
            .toList();
    for (String id : systems) {
      for (String load : findings.loads()) {
        rows.add(
            List.of(
                id,
                load,
                figure(id, load, LedgerReading::commits),
                figure(id, load, LedgerReading::rows),
                figure(id, load, LedgerReading::flushes)));
      }
    }
    return MarkdownTable.of(
            List.of("system", "load", "commits a second", "rows a commit", "log flushes a call"),
            rows)
        + "\nCommits and rows are the ledger's; flushes are the whole server's, the worker's part"
        + " included. PostgreSQL's processor time is a row of the table above.\n";
  }

  private String figure(String id, String load, ToDoubleFunction<LedgerReading> value) {
    return Numbers.median(
        findings
            .readings()
            .figure(id, load, reading -> reading.ledger().map(value::applyAsDouble)));
  }
}
