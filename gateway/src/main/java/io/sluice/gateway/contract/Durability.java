package io.sluice.gateway.contract;

/**
 * What of an operation's calls is kept beyond their connection.
 *
 * @param durable whether calls may be recorded
 * @param attach whether a repetition of a call that goes on waits for its end
 */
record Durability(boolean durable, Idempotency idempotency, boolean attach) {}
