package io.sluice.gateway.contract;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@code x-sluice} says of an operation, with defaults put in. */
record SluiceBlock(
    String service,
    Transport transport,
    @Nullable String topic,
    KeyExpression key,
    Duration timeout) {}
