package io.sluice.bench.reading;

/**
 * What a gateway's ledger did in a window.
 *
 * @param commits a second
 * @param rows inserted and updated, a commit
 * @param flushes of the whole server's log, the worker's part included, a call
 */
public record LedgerReading(double commits, double rows, double flushes) {}
