package io.sluice.bench.reading;

/**
 * What a worker keeps after so many commands.
 *
 * @param bytes live after a full collection
 */
public record HeapReading(String system, long commands, long bytes) {}
