package io.sluice.gateway.contract;

import java.time.Duration;
import java.util.Optional;

/** What {@code x-sluice} says of an operation, with defaults put in. */
record SluiceBlock(
    String service,
    Transport transport,
    Optional<String> topic,
    KeyExpression key,
    Duration timeout) {}
