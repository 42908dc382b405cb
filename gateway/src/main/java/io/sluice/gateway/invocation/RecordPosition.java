package io.sluice.gateway.invocation;

/** Where the broker put a command. */
record RecordPosition(int partition, long offset) {}
