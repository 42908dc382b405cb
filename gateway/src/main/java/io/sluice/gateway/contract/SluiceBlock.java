package io.sluice.gateway.contract;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code x-sluice} says of an operation, with defaults put in.
 *
 * @param forward names of the client's headers that travel, in lower case
 * @param gzip whether bodies may come in gzip
 * @param scopes what a caller needs, in the contract's order
 */
record SluiceBlock(
    String service,
    Transport transport,
    @Nullable String topic,
    KeyExpression key,
    Duration timeout,
    Retry retry,
    Set<String> forward,
    boolean gzip,
    Durability durability,
    Set<String> scopes) {}
