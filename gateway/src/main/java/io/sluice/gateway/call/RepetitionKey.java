package io.sluice.gateway.call;

/**
 * What tells that a call is a repetition of another: the client's {@code Idempotency-Key}, and what
 * must be the same then. The invocation's id comes of the key, so neither holds the key itself.
 *
 * @param fingerprint SHA-256 of the request; never changed
 * @param attach whether a repetition waits for the first; else it is told that the first goes on
 */
public record RepetitionKey(Fingerprint fingerprint, boolean attach) {}
